import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ruleById } from '@/lib/rules/rules';
import { withTables } from '../../support/rulesReadme';
import { seededStudy } from '../../support/seededStudy';

const README = fileURLToPath(new URL('../../../lib/rules/README.md', import.meta.url));

describe('the page about the rules', () => {
  it('has tables that say what the code does', async () => {
    const page = readFileSync(README, 'utf8');
    await expect(withTables(page)).toMatchFileSnapshot(README);
  });

  it('names rules and thresholds that there are beside the statements of the notes', () => {
    const page = readFileSync(README, 'utf8');
    const statements = /<!-- statements -->([\s\S]*?)<!-- end -->/.exec(page)?.[1] ?? '';
    const named = [...statements.matchAll(/`([\w-]+)`(?: \(([^)]*)\))?/g)].filter(
      ([, id = '']) => ruleById(id) || id.includes('-'),
    );
    expect(named.length).toBeGreaterThan(20);
    const unknown = named.flatMap(([, id = '', limits = '']) => {
      const rule = ruleById(id);
      const wanted = [...limits.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      return rule ? wanted.filter((name) => !Object.hasOwn(rule.thresholds, name)) : [id];
    });
    expect(unknown).toEqual([]);
  });
});

describe('faults that are planted in good networks', () => {
  const study = seededStudy();

  it('are planted everywhere: none of them fits nowhere', () => {
    expect(
      study.results.filter(({ planted }) => planted < 5).map(({ fault }) => fault.name),
    ).toEqual([]);
  });

  it('are found, nine of ten', () => {
    const planted = study.results.reduce((sum, result) => sum + result.planted, 0);
    const found = study.results.reduce((sum, result) => sum + result.found, 0);
    expect(found / planted).toBeGreaterThan(0.9);
  });

  it('bring hardly any error or warning that does not belong to them', () => {
    expect(study.right / (study.right + study.wrong.length)).toBeGreaterThan(0.98);
  });
});
