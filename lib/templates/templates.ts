import { alexnet } from './alexnet';
import { googlenet } from './googlenet';
import { inceptionComparison } from './inceptionComparison';
import { lectureChains } from './lectureChains';
import { lenet5 } from './lenet5';
import { mnistOneEpoch } from './mnistOneEpoch';
import { residualShortcuts } from './residualShortcuts';
import { resnets } from './resnets';
import { squeezeExpand } from './squeezeExpand';
import { squeezenet } from './squeezenet';
import type { Template } from './template';
import { tinyNetworks } from './tinyNetworks';
import { vggs } from './vggs';

/**
 * Every template: first what can be trained in the browser at once, then published networks by
 * their age, then single blocks to put side by side, then the chains of the lecture.
 */
export const templates: readonly Template[] = [
  ...tinyNetworks,
  ...mnistOneEpoch,
  lenet5,
  alexnet,
  ...vggs,
  googlenet,
  ...resnets,
  squeezenet,
  ...residualShortcuts,
  ...inceptionComparison,
  squeezeExpand,
  ...lectureChains,
];

export function templateById(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
