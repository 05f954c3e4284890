import { sizeOf } from '@/lib/analysis/receptiveField';
import { formatExact } from '@/lib/format';
import { imageSide } from '../images';
import { lastMaps } from '../lastMaps';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { isLinearMap } from '../traits';
import { quoted } from '../wording';

/** Units that never see an object whole before they are averaged. */
export const rfCoverage = defineRule({
  id: 'rf-coverage',
  title: 'Field smaller than the image',
  level: 'advice',
  sentence:
    'Before a map is pooled to a single position, its units see the whole image. Left alone: maps that are flattened into a dense layer or covered by a convolution, which put the parts together, and units behind gates, which see a mean over the whole map.',
  source: {
    says: 'At the end the receptive field is as large as the image, so that an object is seen whole.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    share: { label: 'Least field before the head', value: 100, unit: '% of the image' },
  },
  check(context, { share }) {
    const side = imageSide(context);
    if (side === undefined) return [];
    return lastMaps(context).flatMap(({ maker, reader }): readonly Found[] => {
      const { field } = maker.report;
      const averages = !isLinearMap(reader) && reader.report.facts.viewing === 'never';
      if (!averages || field.type !== 'local' || field.gated) return [];
      const [height, width] = [sizeOf(field.height), sizeOf(field.width)];
      if (Math.min(height, width) * 100 >= side * share.value) return [];
      return [
        {
          node: maker.node.id,
          nodes: [maker.node.id, reader.node.id],
          message: `The units that ${quoted(reader)} sums up see ${formatExact(height)}×${formatExact(width)} pixels each, of images of ${formatExact(side)}: none of them sees an object that fills the image.`,
          threshold: share,
        },
      ];
    });
  },
});
