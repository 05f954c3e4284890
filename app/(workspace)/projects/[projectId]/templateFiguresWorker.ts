import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { okReport } from '@/lib/analysis/report';
import type { Template } from '@/lib/templates/template';
import { shelves } from '@/lib/templates/templates';
import { describeType } from '@/lib/tensor/tensorType';

/** What a network takes and costs, for one image. */
export interface TemplateFigures {
  readonly id: string;
  /** Size of the input: 224×224×3. */
  readonly input: string;
  readonly params: number;
  readonly macs: number;
}

/** Analyses every template, shelf by shelf, and answers with the figures of each shelf. */
for (const { templates } of shelves) self.postMessage(templates.map(figuresOf));
self.postMessage('done');

function figuresOf({ id, build }: Template): TemplateFigures {
  const analysis = analyse(build());
  const { params, macs } = totalsOf(analysis);
  const first = analysis.order[0];
  const image = first === undefined ? undefined : okReport(analysis, first)?.facts.outputs[0];
  return { id, input: image ? describeType(image) : '', params, macs };
}
