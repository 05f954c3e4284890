import { alexnets } from './alexnets';
import { densenets } from './densenets';
import { googlenets } from './googlenets';
import { inceptionComparison } from './inceptionComparison';
import { inceptionV3s } from './inceptionV3s';
import { lectureChains } from './lectureChains';
import { lenets } from './lenets';
import { mnistOneEpoch } from './mnistOneEpoch';
import { nins } from './nins';
import { preActivationResnet } from './preActivationResnet';
import { residualShortcuts } from './residualShortcuts';
import { resnets } from './resnets';
import { squeezeExpand } from './squeezeExpand';
import { squeezenets } from './squeezenets';
import type { Template } from './template';
import { tinyNetworks } from './tinyNetworks';
import { vggs } from './vggs';

/** Templates that belong together, under the heading that the gallery gives them. */
export interface Shelf {
  readonly title: string;
  readonly templates: readonly Template[];
}

/**
 * Every template: first what can be trained in the browser at once, then published networks by the
 * age of their families, then single blocks to put side by side, then the chains of the lecture.
 */
export const shelves: readonly Shelf[] = [
  { title: 'Trained in seconds', templates: [...tinyNetworks, ...mnistOneEpoch] },
  { title: 'The first ones', templates: [...lenets, ...alexnets, ...nins] },
  { title: 'VGG', templates: vggs },
  { title: 'Inception', templates: [...googlenets, ...inceptionV3s] },
  { title: 'Residual networks', templates: [...resnets, preActivationResnet] },
  { title: 'Densely connected', templates: densenets },
  { title: 'Small and fast', templates: squeezenets },
  { title: 'Blocks to compare', templates: [...residualShortcuts, ...inceptionComparison] },
  { title: 'From the lecture', templates: [squeezeExpand, ...lectureChains] },
];

/** The templates of all shelves, in their order. */
export const templates: readonly Template[] = shelves.flatMap(({ templates: each }) => each);

export function templateById(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
