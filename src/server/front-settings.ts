/** Picks the settings that the front acts upon. */
import type { Settings } from '../engine/settings.ts';
import type { FrontSettings } from './messages.ts';

export function frontSettings(values: Settings): FrontSettings {
  return {
    maxClients: values.maxclients,
    tcpKeepAlive: values.tcpKeepalive,
    isProtected: values.protectedMode && values.requirepass === '',
    logLevel: values.loglevel,
    busyReplyThreshold: values.busyReplyThreshold,
    needsPassword: values.requirepass !== '',
    lacksReplicas: values.minReplicasToWrite > 0 && values.minReplicasMaxLag > 0,
    maxBulkLength: values.protoMaxBulkLen,
  };
}
