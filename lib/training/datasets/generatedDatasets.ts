import type { GeneratedDataset } from './dataset';
import { digits } from './digits';
import { textures } from './textures';

/** The data sets that need no file and no download, by their id. */
export const GENERATED_DATASETS: readonly GeneratedDataset[] = [digits, textures];

export function generatedDataset(id: string): GeneratedDataset | undefined {
  return GENERATED_DATASETS.find(({ info }) => info.id === id);
}
