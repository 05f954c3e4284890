import { describe, expect, test } from 'vitest';
import { makeDesign, makeProject } from '../support/cast';
import { addNode, connect } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { openTab } from '../support/tab';

const { cast } = await servedCast();

const THREAD = `fragment T on Thread {
  id revision orphaned resolvedAt
  anchor { type element param x y }
  resolvedBy { id }
  comments { body author { id } }
}`;
const OPEN = `mutation($designId: ID!, $anchor: AnchorInput!, $body: String!) {
  openThread(designId: $designId, anchor: $anchor, body: $body) { ...T }
} ${THREAD}`;
const REPLY = `mutation($threadId: ID!, $body: String!) { reply(threadId: $threadId, body: $body) { ...T } } ${THREAD}`;
const RESOLVE = `mutation($threadId: ID!, $resolved: Boolean!) { resolveThread(threadId: $threadId, resolved: $resolved) { ...T } } ${THREAD}`;
const THREADS = `query($id: ID!) { design(id: $id) { activity threads { ...T } } } ${THREAD}`;

async function designWithLayers(): Promise<string> {
  const id = await makeDesign(cast.people.editor, cast.projectId);
  await openTab(cast.people.editor, id).push(addNode('a'), addNode('b'), connect('w', 'a', 'b'));
  return id;
}

describe('a thread', () => {
  test.each([
    [{ type: 'DESIGN' }, { element: null, param: null, x: null, y: null }],
    [
      { type: 'NODE', element: 'a' },
      { element: 'a', param: null, x: null, y: null },
    ],
    [
      { type: 'EDGE', element: 'w', x: 4 },
      { element: 'w', param: null, x: null, y: null },
    ],
    [
      { type: 'PARAM', element: 'a', param: 'fn' },
      { element: 'a', param: 'fn', x: null, y: null },
    ],
    [
      { type: 'POINT', x: 3.5, y: -2 },
      { element: null, param: null, x: 3.5, y: -2 },
    ],
  ])('can be about %o', async (anchor, kept) => {
    const { commenter } = cast.people;
    const designId = await designWithLayers();
    const body = '  Why?\nIs it <b>needed</b>?  ';
    expect(await commenter.get(OPEN, { designId, anchor, body })).toMatchObject({
      openThread: {
        revision: 3,
        orphaned: false,
        resolvedAt: null,
        anchor: { type: anchor.type, ...kept },
        comments: [{ body: 'Why?\nIs it <b>needed</b>?', author: { id: commenter.id } }],
      },
    });
  });

  test.each([
    [{ type: 'NODE' }, 'BAD_INPUT', 'A thread about a layer or wire needs its id as element.'],
    [
      { type: 'PARAM', element: 'a' },
      'BAD_INPUT',
      'A thread about a parameter needs its name as param.',
    ],
    [{ type: 'POINT', x: 1 }, 'BAD_INPUT', 'A thread about a point needs x and y on the canvas.'],
    [{ type: 'NODE', element: 'gone' }, 'NOT_FOUND', '“Baseline” has no layer or wire “gone”.'],
  ])('cannot be about %o', async (anchor, code, message) => {
    const designId = await designWithLayers();
    const answer = await cast.people.commenter.ask(OPEN, { designId, anchor, body: 'Why?' });
    expect(answer.errors).toMatchObject([{ message, extensions: { code } }]);
  });

  test.each([
    ['', 'A comment must not be empty.'],
    ['\n \n', 'A comment must not be empty.'],
    ['x'.repeat(10_001), 'A comment must have at most 10000 characters.'],
    ['a\0b', 'A comment holds a character that cannot be stored.'],
    ['a\ud800b', 'A comment holds a character that cannot be stored.'],
  ])('does not take the comment %j', async (body, message) => {
    const variables = { designId: cast.designId, anchor: { type: 'DESIGN' }, body };
    const answer = await cast.people.commenter.ask(OPEN, variables);
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });

  test('grows, is settled, and is opened again; each moves the activity counter', async () => {
    const { commenter, editor } = cast.people;
    const designId = await designWithLayers();
    const { openThread } = await commenter.get<{ openThread: { id: string } }>(OPEN, {
      designId,
      anchor: { type: 'NODE', element: 'a' },
      body: 'Why?',
    });
    const threadId = openThread.id;
    expect(await editor.get(REPLY, { threadId, body: 'Because.' })).toMatchObject({
      reply: {
        comments: [
          { body: 'Why?', author: { id: commenter.id } },
          { body: 'Because.', author: { id: editor.id } },
        ],
      },
    });
    const settled = await editor.get(RESOLVE, { threadId, resolved: true });
    expect(settled).toMatchObject({
      resolveThread: { resolvedAt: expect.any(String), resolvedBy: { id: editor.id } },
    });
    expect(await commenter.get(RESOLVE, { threadId, resolved: true })).toEqual(settled);
    expect(await commenter.get(RESOLVE, { threadId, resolved: false })).toMatchObject({
      resolveThread: { resolvedAt: null, resolvedBy: null },
    });
    expect(await editor.get(THREADS, { id: designId })).toMatchObject({
      design: { activity: 4, threads: [{ id: threadId }] },
    });
  });

  test('is orphaned while what it is about is gone', async () => {
    const { editor } = cast.people;
    const designId = await designWithLayers();
    for (const anchor of [
      { type: 'NODE', element: 'a' },
      { type: 'EDGE', element: 'w' },
      { type: 'DESIGN' },
    ]) {
      await editor.get(OPEN, { designId, anchor, body: 'Why?' });
    }
    const orphaned = async () => {
      const { design } = await editor.get<{ design: { threads: { orphaned: boolean }[] } }>(
        THREADS,
        { id: designId },
      );
      return design.threads.map((thread) => thread.orphaned);
    };
    expect(await orphaned()).toEqual([false, false, false]);
    const tab = openTab(editor, designId);
    await tab.push({ type: 'removeNodes', ids: ['a'] });
    expect(await orphaned()).toEqual([true, true, false]);
    await tab.push(addNode('a'));
    expect(await orphaned()).toEqual([false, true, false]);
  });
});

describe('a comparison', () => {
  const SAVE = `mutation($projectId: ID!, $name: String!, $designIds: [ID!]!) {
    saveComparison(projectId: $projectId, name: $name, designIds: $designIds) {
      id name createdBy { id } designs { id }
    }
  }`;

  test('keeps designs from left to right, and is listed with its project', async () => {
    const { commenter, viewer } = cast.people;
    const designIds = [await designWithLayers(), cast.designId];
    const variables = { projectId: cast.projectId, name: 'Side by side', designIds };
    const { saveComparison } = await commenter.get<{ saveComparison: { id: string } }>(
      SAVE,
      variables,
    );
    expect(saveComparison).toEqual({
      id: expect.any(String),
      name: 'Side by side',
      createdBy: { id: commenter.id },
      designs: designIds.map((id) => ({ id })),
    });
    const read = await viewer.get(
      'query($id: ID!, $projectId: ID!) { comparison(id: $id) { name } project(id: $projectId) { comparisons { id } } }',
      { id: saveComparison.id, projectId: cast.projectId },
    );
    expect(read).toEqual({
      comparison: { name: 'Side by side' },
      project: { comparisons: [{ id: saveComparison.id }] },
    });
  });

  test('has two to four designs of one project, each once', async () => {
    const { owner } = cast.people;
    const foreign = await makeDesign(owner, await makeProject(owner, 'Elsewhere'));
    const tryOut = async (designIds: readonly string[]) => {
      const variables = { projectId: cast.projectId, name: 'x', designIds };
      return (await owner.ask(SAVE, variables)).errors?.[0]?.message;
    };
    expect([
      await tryOut([cast.designId]),
      await tryOut(Array.from({ length: 5 }, () => cast.designId)),
      await tryOut([cast.designId, cast.designId]),
      await tryOut([cast.designId, foreign]),
      await tryOut([cast.designId, 'nothing']),
    ]).toEqual([
      'A comparison has 2 to 4 designs, not 1.',
      'A comparison has 2 to 4 designs, not 5.',
      'A comparison has each design once.',
      '“Baseline” is not a design of “Vision”.',
      'There is no design “nothing” that you can see.',
    ]);
  });
});

describe('a training run', () => {
  const START =
    'mutation($input: StartRunInput!) { startRun(input: $input) { id status revision startedBy { id } } }';
  const RECORD = `mutation($runId: ID!, $metrics: [MetricInput!]!) {
    recordMetrics(runId: $runId, metrics: $metrics) { metrics { step epoch loss accuracy validationLoss } }
  }`;
  const FINISH = `mutation($runId: ID!, $status: RunStatus!, $accuracy: Float, $message: String) {
    finishRun(runId: $runId, status: $status, accuracy: $accuracy, message: $message) { status accuracy message endedAt }
  }`;

  async function start(person = cast.people.commenter): Promise<string> {
    const input = {
      designId: cast.designId,
      revision: 0,
      dataset: 'digits',
      backend: 'wasm',
      settings: { epochs: 2, seed: 7 },
    };
    const { startRun } = await person.get<{ startRun: { id: string } }>(START, { input });
    return startRun.id;
  }

  test('is recorded point by point, and a step that comes again gets the new values', async () => {
    const { commenter, viewer } = cast.people;
    const runId = await start();
    await commenter.get(RECORD, {
      runId,
      metrics: [
        { step: 2, epoch: 0.2, loss: 2.1 },
        { step: 1, epoch: 0.1, loss: 2.3, accuracy: 0.1 },
      ],
    });
    await commenter.get(RECORD, {
      runId,
      metrics: [{ step: 2, epoch: 0.2, loss: 2.1, validationLoss: 2.2 }],
    });
    expect(
      await viewer.get(
        'query($id: ID!) { trainingRun(id: $id) { status dataset settings metrics { step loss accuracy validationLoss } } }',
        { id: runId },
      ),
    ).toEqual({
      trainingRun: {
        status: 'RUNNING',
        dataset: 'digits',
        settings: { epochs: 2, seed: 7 },
        metrics: [
          { step: 1, loss: 2.3, accuracy: 0.1, validationLoss: null },
          { step: 2, loss: 2.1, accuracy: null, validationLoss: 2.2 },
        ],
      },
    });
  });

  test('ends once', async () => {
    const { commenter } = cast.people;
    const runId = await start();
    const end = { runId, status: 'FAILED', accuracy: 0.5, message: 'Out of memory.' };
    expect(await commenter.get(FINISH, end)).toEqual({
      finishRun: {
        status: 'FAILED',
        accuracy: 0.5,
        message: 'Out of memory.',
        endedAt: expect.any(String),
      },
    });
    expect(await commenter.ask(FINISH, end)).toMatchObject({
      errors: [{ extensions: { code: 'CONFLICT' } }],
    });
    const metrics = [{ step: 1, epoch: 0, loss: 1 }];
    expect(await commenter.ask(RECORD, { runId, metrics })).toMatchObject({
      errors: [{ message: 'This training run has ended.', extensions: { code: 'CONFLICT' } }],
    });
  });

  test('is reported on by whoever started it alone', async () => {
    const runId = await start();
    const metrics = [{ step: 1, epoch: 0, loss: 1 }];
    for (const [query, variables] of [
      [RECORD, { runId, metrics }],
      [FINISH, { runId, status: 'STOPPED' }],
    ] as const) {
      expect(await cast.people.owner.ask(query, variables)).toMatchObject({
        errors: [
          {
            message: 'Only whoever started a training run can report on it.',
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      });
    }
  });

  test.each([
    [{ revision: 1 }, '“Baseline” has no revision 1.'],
    [{ revision: -1 }, '“Baseline” has no revision -1.'],
    [{ dataset: '' }, 'The name of the data set must have 1 to 100 characters.'],
    [{ backend: 'abacus' }, 'The backend is one of webgpu, webgl, wasm, cpu.'],
    [{ settings: [1] }, 'The settings of a training run are an object of JSON values.'],
    [{ settings: { note: 'a\0' } }, 'The settings of a training run are an object of JSON values.'],
    [{ settings: { note: 'x'.repeat(10_001) } }, 'The settings of a training run are too long.'],
  ])('does not begin with %j', async (part, message) => {
    const input = {
      designId: cast.designId,
      revision: 0,
      dataset: 'digits',
      backend: 'wasm',
      settings: {},
      ...part,
    };
    const answer = await cast.people.commenter.ask(START, { input });
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });

  test.each([
    [[{ step: 1, epoch: 0, loss: 1, accuracy: 1.5 }], 'An accuracy is between 0 and 1, not 1.5.'],
    [[{ step: -1, epoch: 0, loss: 1 }], 'Steps and epochs count from 0.'],
    [[1, 1].map((step) => ({ step, epoch: 0, loss: 1 })), 'A step has one point.'],
    [
      Array.from({ length: 201 }, (_, step) => ({ step, epoch: 0, loss: 1 })),
      'At most 200 points can be recorded at once.',
    ],
  ])('does not take points that make no sense', async (metrics, message) => {
    const runId = await start();
    const answer = await cast.people.commenter.ask(RECORD, { runId, metrics });
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });
});
