import { describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '@/lib/document/apply';
import { newId } from '@/lib/ids';
import { makeDesign } from '../support/cast';
import { addNode } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { FOLLOW, PUSH } from '../support/tab';

const { cast } = await servedCast();

const sentOnce = { seq: 1, gesture: 'g', operation: addNode('a') };

describe('a client of another version', () => {
  const older = {
    message: 'Layerboard has been updated since this page was opened. Reload the page to go on.',
    extensions: { code: 'OUTDATED' },
  };
  const newer = {
    message:
      'The server is older than this page; it is probably being updated. If that lasts, reload the page.',
    extensions: { code: 'UNAVAILABLE' },
  };
  const versions = [
    ['older', PROTOCOL_VERSION - 1, older],
    ['newer', PROTOCOL_VERSION + 1, newer],
  ] as const;

  test.each(versions)(
    '[P17] that is %s changes nothing, and is told',
    async (_name, protocol, error) => {
      const { owner, editor } = cast.people;
      const designId = await makeDesign(owner, cast.projectId);
      const push = { designId, client: newId(), operations: [sentOnce] };
      expect(await editor.ask(PUSH, { ...push, protocol })).toMatchObject({
        data: null,
        errors: [error],
      });
      // Its number is not used up.
      for (const spoken of [PROTOCOL_VERSION, null])
        expect(await editor.ask(PUSH, { ...push, protocol: spoken })).toMatchObject({
          data: { pushOperations: { revision: 1, answers: [{ outcome: 'COMMIT', revision: 1 }] } },
        });
    },
  );

  test.each(versions)('[P17] that is %s does not follow', async (_name, protocol, error) => {
    const { designId, people } = cast;
    const events = people.viewer.subscribe(FOLLOW, { designId, sinceRevision: 0, protocol });
    await expect(events.next()).rejects.toMatchObject([error]);
  });

  test('[P17] learns nothing about designs that are closed to it', async () => {
    const { errors } = await cast.people.outsider.ask(PUSH, {
      designId: cast.designId,
      client: newId(),
      operations: [sentOnce],
      protocol: PROTOCOL_VERSION - 1,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});
