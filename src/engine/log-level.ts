/** The levels of log lines, from the least to the most important, and the thresholds from which on lines are written. */

export const LOG_LEVELS = ['debug', 'verbose', 'notice', 'warning'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the setting `loglevel` can be: the least level that is written. */
export const LOG_THRESHOLDS = [...LOG_LEVELS, 'nothing'] as const;
export type LogThreshold = (typeof LOG_THRESHOLDS)[number];

export function isLogged(level: LogLevel, threshold: LogThreshold): boolean {
  return LOG_THRESHOLDS.indexOf(level) >= LOG_THRESHOLDS.indexOf(threshold);
}
