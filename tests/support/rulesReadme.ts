import { analyse } from '@/lib/analysis/analyse';
import { formatExact, formatShare } from '@/lib/format';
import { lint } from '@/lib/rules/lint';
import type { AnyRule } from '@/lib/rules/rule';
import { rules } from '@/lib/rules/rules';
import { controlGroup } from './controlGroup';
import { type FaultResult, type Study, seededStudy } from './seededStudy';

/** A page with its tables written anew: what stands between `<!-- table: name -->` and `<!-- end -->`. */
export function withTables(page: string): string {
  return page.replace(
    /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_all, start: string, name: string, end: string) => `${start}${tableOf(name)}\n${end}`,
  );
}

function tableOf(name: string): string {
  if (name === 'rules') return rulesTable();
  if (name === 'control') return controlTable();
  if (name === 'faults') return faultsTable(study());
  if (name === 'rates') return ratesTable(study());
  throw new Error(`There is no table “${name}”.`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function rulesTable(): string {
  const rows = rules.map((rule: AnyRule) => [
    `\`${rule.id}\``,
    rule.level,
    rule.sentence,
    thresholds(rule),
    rule.mend ?? '',
    source(rule),
  ]);
  return table(['rule', 'level', 'asks for', 'thresholds', 'fix', 'source'], rows);
}

function thresholds({ thresholds: limits }: AnyRule): string {
  return Object.entries(limits)
    .map(([name, { label, value, unit }]) => `\`${name}\`: ${label}: ${formatExact(value)} ${unit}`)
    .join('<br>');
}

function source({ source: { says, reference, link } }: AnyRule): string {
  return `${says} (${link ? `[${reference}](${link})` : reference})`;
}

function controlTable(): string {
  const rows = controlGroup.map(({ name, build }) => {
    const counts = new Map<string, number>();
    for (const { rule, level } of lint(analyse(build()))) {
      const what = `${level === 'advice' ? '' : `**${level}** `}${rule}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const said = [...counts].map(([what, count]) => (count > 1 ? `${what} ×${count}` : what));
    return [name, said.join(', ') || 'nothing'];
  });
  return table(['network', 'what lint says'], rows);
}

let studied: Study | undefined;

/** Planting takes seconds; two tables tell of it. */
function study(): Study {
  studied ??= seededStudy();
  return studied;
}

/** Each rule on the planted faults and on the control group. */
function ratesTable({ results, rules: spoken }: Study): string {
  const quiet = new Map<string, number>();
  for (const { build } of controlGroup) {
    const heard = new Set(lint(analyse(build())).map(({ rule }) => rule));
    for (const { id } of rules) if (!heard.has(id)) quiet.set(id, (quiet.get(id) ?? 0) + 1);
  }
  const rows = spoken.map(({ rule, spoke, rightly }) => {
    const own = results.filter(({ fault }) => fault.rule === rule);
    const planted = own.reduce((sum, result) => sum + result.planted, 0);
    const found = own.reduce((sum, result) => sum + result.found, 0);
    return [
      `\`${rule}\``,
      planted === 0 ? 'none planted' : `${found} of ${planted} (${formatShare(found / planted)})`,
      spoke === 0 ? 'silent' : `${rightly} of ${spoke} (${formatShare(rightly / spoke)})`,
      `${quiet.get(rule) ?? 0} of ${controlGroup.length}`,
    ];
  });
  return table(['rule', 'recall', 'precision', 'quiet on the control group'], rows);
}

function faultsTable({ results, right, wrong }: Study): string {
  const rows = results.map(({ fault, planted, found }) => [
    fault.name,
    `\`${fault.rule}\``,
    `${planted}`,
    `${found}`,
    formatShare(found / planted),
  ]);
  const all = table(['fault', 'rule', 'planted', 'found', 'recall'], rows);
  return `${all}\n\n${summary(results, right, wrong.length)}`;
}

function summary(results: readonly FaultResult[], right: number, wrong: number): string {
  const planted = results.reduce((sum, result) => sum + result.planted, 0);
  const found = results.reduce((sum, result) => sum + result.found, 0);
  const recall = `Recall: ${found} of ${planted} (${percent(found / planted)}).`;
  const heavy = right + wrong;
  const precision = `Precision: of ${heavy} errors and warnings that the faults brought, ${right} (${percent(right / heavy)}) are of the rule whose fault was planted.`;
  return `${recall} ${precision}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
