import { alexnets } from './alexnets';
import { convnext } from './convnext';
import { dcgans } from './dcgans';
import { densenets } from './densenets';
import { efficientnets } from './efficientnets';
import { googlenets } from './googlenets';
import { inceptionComparison } from './inceptionComparison';
import { inceptionV3s } from './inceptionV3s';
import { lectureChains } from './lectureChains';
import { lenets } from './lenets';
import { mnasnets } from './mnasnets';
import { mnistOneEpoch } from './mnistOneEpoch';
import { mobilenetV1 } from './mobilenetV1';
import { mobilenetV2 } from './mobilenetV2';
import { mobilenetV3s } from './mobilenetV3s';
import { nins } from './nins';
import { preActivationResnet } from './preActivationResnet';
import { regnet } from './regnet';
import { residualShortcuts } from './residualShortcuts';
import { resnets } from './resnets';
import { shufflenetV2s } from './shufflenetV2s';
import { squeezeExpand } from './squeezeExpand';
import { squeezenets } from './squeezenets';
import type { Template } from './template';
import { tinyNetworks } from './tinyNetworks';
import { tinyYolo } from './tinyYolo';
import { unet } from './unet';
import { vggs } from './vggs';
import { xception } from './xception';

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
  { title: 'Inception', templates: [...googlenets, ...inceptionV3s, xception] },
  { title: 'Residual networks', templates: [...resnets, preActivationResnet] },
  { title: 'Densely connected', templates: densenets },
  {
    title: 'Small and fast',
    templates: [
      ...squeezenets,
      mobilenetV1,
      mobilenetV2,
      ...mobilenetV3s,
      ...shufflenetV2s,
      ...mnasnets,
    ],
  },
  { title: 'Scaled by rule', templates: [...efficientnets, regnet, convnext] },
  { title: 'More than classes', templates: [unet, tinyYolo, ...dcgans] },
  { title: 'Blocks to compare', templates: [...residualShortcuts, ...inceptionComparison] },
  { title: 'From the lecture', templates: [squeezeExpand, ...lectureChains] },
];

/** The templates of all shelves, in their order. */
export const templates: readonly Template[] = shelves.flatMap(({ templates: each }) => each);

export function templateById(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
