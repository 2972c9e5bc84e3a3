/** Picks the settings that the front acts upon. */
import type { Settings } from '../engine/settings.ts';
import type { FrontSettings } from './messages.ts';

export function frontSettings(values: Settings): FrontSettings {
  return {
    maxClients: values.maxclients,
    tcpKeepAlive: values.tcpKeepalive,
    isProtected: values.protectedMode && values.requirepass === '',
    logLevel: values.loglevel,
  };
}
