import type { PlacedLayer } from '../context';
import { forImage, imageSide } from '../images';
import { lastMaps } from '../lastMaps';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { isLinearMap } from '../traits';
import { quoted } from '../wording';

/** A last map that is too small to tell where things are. */
export const lastMap = defineRule({
  id: 'last-map',
  title: 'Last map too small',
  level: 'advice',
  sentence:
    'The map that is flattened, averaged or covered by one last window keeps at least 7×7 positions for large images, 5×5 for images of 32 pixels, 3×3 for images of 28.',
  source: {
    says: 'Stop at 7×7 for images of 224 pixels, 5×5 for CIFAR’s 32 and 3×3 for 28; what is smaller has lost the arrangement of the parts.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    large: { label: 'Least last map of images from 64 pixels', value: 7, unit: 'positions' },
    small: { label: 'Least last map of images from 32 pixels', value: 5, unit: 'positions' },
    tiny: { label: 'Least last map of images from 16 pixels', value: 3, unit: 'positions' },
  },
  check(context, limits) {
    const side = imageSide(context);
    const threshold = side === undefined ? undefined : forImage(side, limits);
    if (!threshold) return [];
    return lastMaps(context).flatMap(({ maker, reader, height, width }): readonly Found[] => {
      if (Math.min(height, width) >= threshold.value) return [];
      const before = `${quoted(reader)} ${deedOf(reader)}`;
      return [
        {
          node: maker.node.id,
          nodes: [maker.node.id, reader.node.id],
          message: `The last map is ${height}×${width}, made by ${quoted(maker)}, before ${before}; for images of ${side} pixels ${threshold.value}×${threshold.value} are advised.`,
          threshold,
        },
      ];
    });
  },
});

/** What the reader does with the map. */
function deedOf(reader: PlacedLayer): string {
  if (isLinearMap(reader)) return 'covers it';
  return reader.report.facts.viewing === 'always' ? 'lays it out' : 'sums it up';
}
