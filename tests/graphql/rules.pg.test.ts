import { describe, expect, test } from 'vitest';
import { projectRules } from '@/db/schema/rules';
import { letIn, makeDesign, makeProject } from '../support/cast';
import { addNode, connect } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { follow, openTab } from '../support/tab';

const { database, cast } = await servedCast();

const SETTINGS = 'ruleSettings { rule level thresholds { name value } changedBy { id } }';
const SET = `mutation($projectId: ID!, $rule: ID!, $level: RuleLevel, $thresholds: [RuleThresholdInput!]) {
  setRule(projectId: $projectId, rule: $rule, level: $level, thresholds: $thresholds) { ${SETTINGS} }
}`;
const RESET = `mutation($projectId: ID!, $rule: ID) { resetRules(projectId: $projectId, rule: $rule) { ${SETTINGS} } }`;
const READ = `query($id: ID!) { project(id: $id) { ${SETTINGS} } }`;

describe('the rules of a project', () => {
  test('are as they come until the owner decides; each decision replaces the one before', async () => {
    const { owner, editor, viewer } = cast.people;
    const projectId = await makeProject(owner, 'Rules');
    await letIn(owner, viewer, projectId, 'VIEWER');
    await letIn(owner, editor, projectId, 'EDITOR');
    expect(await viewer.get(READ, { id: projectId })).toEqual({ project: { ruleSettings: [] } });
    const thresholds = [
      { name: 'large', value: 5 },
      { name: 'tiny', value: 2.5 },
    ];
    await owner.get(SET, { projectId, rule: 'last-map', level: 'ERROR', thresholds });
    await owner.get(SET, { projectId, rule: 'even-kernel', level: 'OFF' });
    const changedBy = { id: owner.id };
    const evenKernel = { rule: 'even-kernel', level: 'OFF', thresholds: [], changedBy };
    expect(await viewer.get(READ, { id: projectId })).toEqual({
      project: {
        ruleSettings: [evenKernel, { rule: 'last-map', level: 'ERROR', thresholds, changedBy }],
      },
    });
    expect(
      await owner.get(SET, { projectId, rule: 'last-map', thresholds: thresholds.slice(1) }),
    ).toEqual({
      setRule: {
        ruleSettings: [
          evenKernel,
          { rule: 'last-map', level: null, thresholds: thresholds.slice(1), changedBy },
        ],
      },
    });
    expect(await owner.get(RESET, { projectId, rule: 'last-map' })).toEqual({
      resetRules: { ruleSettings: [evenKernel] },
    });
    expect(await owner.get(RESET, { projectId })).toEqual({ resetRules: { ruleSettings: [] } });
  });

  test.each([
    [{ rule: 'last-mop' }, 'There is no rule “last-mop”.'],
    [{ rule: 'x'.repeat(500) }, `There is no rule “${'x'.repeat(64)}”.`],
    [
      { rule: 'last-map', thresholds: [{ name: 'huge', value: 1 }] },
      'This cannot be set: last-map: “last-map” has no threshold “huge”; it has large, small, tiny.',
    ],
    [
      { rule: 'no-input', thresholds: [{ name: 'large', value: 1 }] },
      'This cannot be set: no-input: “no-input” has no threshold “large”; it has none.',
    ],
    [
      { rule: 'last-map', thresholds: [1, 2].map((value) => ({ name: 'large', value })) },
      'A threshold has one value.',
    ],
  ])('do not take %j', async (setting, message) => {
    const answer = await cast.people.owner.ask(SET, { projectId: cast.projectId, ...setting });
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });

  test.each([-1, 1e13])('do not take a threshold of %d', async (value) => {
    const setting = { rule: 'last-map', thresholds: [{ name: 'large', value }] };
    const answer = await cast.people.owner.ask(SET, { projectId: cast.projectId, ...setting });
    expect(answer.errors?.[0]?.message).toMatch(/^This cannot be set: last-map\.thresholds\.large/);
  });

  test('are changed by owners alone', async () => {
    const answer = await cast.people.editor.ask(RESET, { projectId: cast.projectId });
    expect(answer.errors).toMatchObject([
      {
        message: 'An editor may not change the rules of this project.',
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
  });

  test('leave out what was stored about a rule that there is no more', async () => {
    const { owner } = cast.people;
    const projectId = await makeProject(owner);
    await database.db
      .insert(projectRules)
      .values({ projectId, rule: 'a-rule-of-old', level: 'error', thresholds: {} });
    expect(await owner.get(READ, { id: projectId })).toEqual({ project: { ruleSettings: [] } });
  });

  test('are news to whoever has a design of the project open', async () => {
    const { owner } = cast.people;
    const projectId = await makeProject(owner);
    const designIds = [await makeDesign(owner, projectId), await makeDesign(owner, projectId)];
    const open = designIds.map((id) => follow(owner, id, 0));
    const before = await Promise.all(open.map((events) => events.next()));
    await owner.get(SET, { projectId, rule: 'last-map', level: 'OFF' });
    const after = await Promise.all(open.map((events) => events.next()));
    expect(after.map(({ activity }) => activity)).toEqual(
      before.map(({ activity }) => activity + 1),
    );
    await Promise.all(open.map((events) => events.stop()));
  });

  test('can all be decided about at the same time', async () => {
    const { owner } = cast.people;
    const projectId = await makeProject(owner);
    await makeDesign(owner, projectId);
    await makeDesign(owner, projectId);
    const rules = ['early-pool', 'even-kernel', 'last-map', 'no-activation', 'no-output'];
    await Promise.all(rules.map((rule) => owner.get(SET, { projectId, rule, level: 'OFF' })));
    const { project } = await owner.get<{ project: { ruleSettings: { rule: string }[] } }>(READ, {
      id: projectId,
    });
    expect(project.ruleSettings.map(({ rule }) => rule)).toEqual(rules);
  });
});

const WAIVER = '{ rule node reason void createdBy { id } }';
const WAIVE = `mutation($designId: ID!, $rule: ID!, $node: ID, $reason: String!) {
  waiveFinding(designId: $designId, rule: $rule, node: $node, reason: $reason) { id }
}`;
const WITHDRAW = `mutation($id: ID!) { withdrawWaiver(id: $id) { waivers ${WAIVER} } }`;
const WAIVERS = `query($id: ID!) { design(id: $id) { waivers ${WAIVER} } }`;

async function designWithLayers(): Promise<string> {
  const id = await makeDesign(cast.people.editor, cast.projectId);
  await openTab(cast.people.editor, id).push(addNode('a'), addNode('b'), connect('w', 'a', 'b'));
  return id;
}

async function waive(designId: string, rule: string, node?: string): Promise<string> {
  const { waiveFinding } = await cast.people.editor.get<{ waiveFinding: { id: string } }>(WAIVE, {
    designId,
    rule,
    node,
    reason: '  The head stays bare.  ',
  });
  return waiveFinding.id;
}

describe('a waiver', () => {
  const given = (rule: string, node: string | null, isVoid = false) => ({
    rule,
    node,
    reason: 'The head stays bare.',
    void: isVoid,
    createdBy: { id: cast.people.editor.id },
  });

  test('says which finding, who and why; it is news, and can be taken back', async () => {
    const { editor, viewer } = cast.people;
    const designId = await designWithLayers();
    const events = follow(viewer, designId, 3);
    const { activity } = await events.next();
    const id = await waive(designId, 'double-activation', 'a');
    expect(await events.next()).toMatchObject({ activity: activity + 1 });
    await waive(designId, 'no-output');
    expect(await viewer.get(WAIVERS, { id: designId })).toEqual({
      design: { waivers: [given('double-activation', 'a'), given('no-output', null)] },
    });
    expect(await editor.get(WITHDRAW, { id })).toEqual({
      withdrawWaiver: { waivers: [given('no-output', null)] },
    });
    expect(await editor.ask(WITHDRAW, { id })).toMatchObject({
      errors: [{ message: `There is no waiver “${id}” that you can see.` }],
    });
    await events.stop();
  });

  test.each([
    ['double-activation', 'a'],
    ['no-output', undefined],
  ])('is given once: %s %s', async (rule, node) => {
    const designId = await designWithLayers();
    await waive(designId, rule, node);
    await waive(designId, rule, node === undefined ? 'b' : undefined);
    const again = { designId, rule, node, reason: 'Because.' };
    expect(await cast.people.owner.ask(WAIVE, again)).toMatchObject({
      errors: [
        {
          message: 'Somebody has waived this finding already.',
          extensions: { code: 'CONFLICT' },
        },
      ],
    });
  });

  test.each([
    [{ rule: 'no-rule', reason: 'x' }, 'BAD_INPUT', 'There is no rule “no-rule”.'],
    [
      { rule: 'last-map', reason: ' \n' },
      'BAD_INPUT',
      'The reason for a waiver must not be empty.',
    ],
    [
      { rule: 'last-map', reason: 'x'.repeat(1_001) },
      'BAD_INPUT',
      'The reason for a waiver must have at most 1000 characters.',
    ],
    [
      { rule: 'last-map', node: 'gone', reason: 'x' },
      'NOT_FOUND',
      '“Baseline” has no layer “gone”.',
    ],
    [{ rule: 'last-map', node: 'w', reason: 'x' }, 'NOT_FOUND', '“Baseline” has no layer “w”.'],
  ])('is not given for %j', async (input, code, message) => {
    const designId = await designWithLayers();
    const answer = await cast.people.editor.ask(WAIVE, { designId, ...input });
    expect(answer.errors).toMatchObject([{ message, extensions: { code } }]);
  });

  test('is void while its layer is gone, and holds again when that is undone', async () => {
    const { editor } = cast.people;
    const designId = await designWithLayers();
    await waive(designId, 'double-activation', 'a');
    await waive(designId, 'no-output');
    const tab = openTab(editor, designId);
    await tab.push({ type: 'removeNodes', ids: ['a'] });
    expect(await editor.get(WAIVERS, { id: designId })).toEqual({
      design: { waivers: [given('double-activation', 'a', true), given('no-output', null)] },
    });
    await tab.push(addNode('a'));
    expect(await editor.get(WAIVERS, { id: designId })).toEqual({
      design: { waivers: [given('double-activation', 'a'), given('no-output', null)] },
    });
  });

  test.each(['forkDesign', 'duplicateDesign'])(
    '%s takes along those that hold, and each design has its own from then on',
    async (field) => {
      const { editor, owner } = cast.people;
      const designId = await designWithLayers();
      await waive(designId, 'double-activation', 'a');
      await waive(designId, 'double-activation', 'b');
      await waive(designId, 'no-output');
      await openTab(editor, designId).push({ type: 'removeNodes', ids: ['a'] });
      const made = await owner.get<Record<string, { id: string; waivers: { id: string }[] }>>(
        `mutation($id: ID!) { ${field}(id: $id, name: "Other") { id waivers { id } } }`,
        { id: designId },
      );
      const copy = made[field];
      const held = [given('double-activation', 'b'), given('no-output', null)];
      expect(await editor.get(WAIVERS, { id: copy?.id })).toEqual({ design: { waivers: held } });
      await editor.get(WITHDRAW, { id: copy?.waivers[0]?.id });
      expect(await editor.get(WAIVERS, { id: copy?.id })).toEqual({
        design: { waivers: held.slice(1) },
      });
      expect(await editor.get(WAIVERS, { id: designId })).toEqual({
        design: { waivers: [given('double-activation', 'a', true), ...held] },
      });
    },
  );
});
