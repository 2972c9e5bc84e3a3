/** The version of Redis whose behaviour this is, as INFO, HELLO and scripts tell it. */
export const REDIS_VERSION = '7.2.6';
