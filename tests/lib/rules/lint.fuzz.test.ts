import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { findingKey } from '@/lib/rules/findingKey';
import { lint } from '@/lib/rules/lint';
import { LEVELS } from '@/lib/rules/rule';
import { type RuleId, rules } from '@/lib/rules/rules';
import { arbitraryKind, arbitraryLayer } from '../../support/arbitraries';
import { chained, conv, RELU, type Step } from '../../support/chained';
import { arbitraryTape, seeded, tape } from '../../support/draw';
import { mend } from '../../support/mend';
import { randomDesign } from '../../support/randomDesign';

const RUNS = 300;

describe('lint on random designs', () => {
  it('never throws, and says the same of a design that was stored and read again', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomDesign(tape(numbers));
        const again = readGraph(JSON.parse(JSON.stringify(storeGraph(graph))));
        expect(again.ok && lint(analyse(again.value))).toEqual(lint(analyse(graph)));
      }),
      { numRuns: RUNS },
    );
  });

  it('never throws on a layer of any kind with any parameters', () => {
    const layer = arbitraryKind().chain((kind) => arbitraryLayer(kind));
    fc.assert(
      fc.property(layer, fc.constantFrom(1, 7, 32, 224), ({ kind, params }, side) => {
        const steps = [conv(8), [kind, params] as Step, RELU, conv(4)];
        const analysis = analyse(chained([side, side, 3], 'logits', ...steps));
        expect(lint(analysis)).toEqual(lint(analysis));
      }),
      { numRuns: RUNS },
    );
  });

  it('gives every finding a key of its own, layers that exist, and a place by its weight', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomDesign(tape(numbers));
        const findings = lint(analyse(graph));
        expect(new Set(findings.map(findingKey)).size).toBe(findings.length);
        expect(findings.flatMap(({ nodes }) => nodes).filter((id) => !graph.nodes.has(id))).toEqual(
          [],
        );
        const weights = findings.map(({ level }) => LEVELS.indexOf(level));
        expect(weights).toEqual(weights.toSorted((a, b) => a - b));
      }),
      { numRuns: RUNS },
    );
  });

  it('offers only fixes that apply, make their finding go away and bring no error', () => {
    fc.assert(
      fc.property(arbitraryTape(), (numbers) => {
        const graph = randomDesign(tape(numbers));
        for (const finding of lint(analyse(graph)))
          if (finding.fix) mend(graph, finding, ['error']);
      }),
      { numRuns: RUNS },
    );
  });

  it('meets every rule', () => {
    const met = new Set<string>();
    for (let seed = 0; seed < 1500; seed++) {
      for (const { rule } of lint(analyse(randomDesign(seeded(seed))))) met.add(rule);
    }
    const missed = rules.map(({ id }): RuleId => id).filter((id) => !met.has(id));
    expect(missed).toEqual([]);
  });
});
