// The types of the helper for tests.
import { type TidelockFixtures, test } from 'tidelock/vitest';

test('an engine', ({ tidelock }: Pick<TidelockFixtures, 'tidelock'>) => void tidelock.call<string>('PING'));
test('a server', ({ server }) => void (server.port satisfies number));
test.extend({ tidelockOptions: { settings: { databases: 1 } } });
