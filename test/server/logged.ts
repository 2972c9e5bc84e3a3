import type { RunningServer } from '../support/servers.ts';

/** Resolves once the server's log contains a text: it travels another way than replies do. */
export async function logged(server: RunningServer, text: string): Promise<void> {
  while (!server.log().includes(text)) await new Promise((resolve) => setTimeout(resolve, 5));
}
