import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import { readFile } from '@/lib/interchange/readFile';
import { KerasConfig } from '@/tests/support/kerasConfig';
import { kerasNetworks } from '@/tests/support/kerasNetworks';
import { kerasNewerNetworks } from '@/tests/support/kerasNewerNetworks';
import { storedValues } from '@/tests/support/storedValues';

const NETWORKS = { ...kerasNetworks, ...kerasNewerNetworks };

/**
 * Parameters as keras.io/api/applications and `model.summary()` print them, trained and running values
 * together. EfficientNet has 7 more for the normalisation of its pixels, which has no layer of ours.
 */
const PUBLISHED = [
  ['vgg16', 138_357_544, [224, 7, 512]],
  ['resnet50', 25_636_712, [224, 7, 2048]],
  ['mobilenet', 4_253_864, [224, 7, 1024]],
  ['mobilenetV2', 3_538_984, [224, 7, 1280]],
  ['xception', 22_910_480, [299, 10, 2048]],
  ['densenet121', 8_062_504, [224, 7, 1024]],
  ['efficientnetB0', 5_330_571 - 7, [224, 7, 1280]],
  ['inceptionV3', 23_851_784, [299, 8, 2048]],
  ['mobilenetV3Small', 2_554_968, [224, 7, 576]],
  ['convnextTiny', 28_589_128, [224, 7, 768]],
  ['inceptionResnetV2', 55_873_736, [299, 8, 1536]],
] as const;

describe.each([2, 3] as const)(
  'networks of keras.applications as Keras %i writes them',
  (version) => {
    it.each(PUBLISHED)('%s has %i parameters', (name, parameters, [image, side, channels]) => {
      const net = new KerasConfig(version, name);
      const last = NETWORKS[name](net);
      const read = readFile('model.json', net.json(last));
      if (!read.ok) throw new Error(read.error.message);
      const { graph, opaque, model } = read.value;
      const analysis = analyse(graph);
      expect(opaque).toEqual([]);
      expect(model).toMatchObject({ format: 'keras', name });
      expect([...analysis.reports.values()].filter(({ status }) => status !== 'ok')).toEqual([]);
      expect(storedValues(analysis)).toBe(parameters);
      const shapes = [...analysis.reports.values()].flatMap((report) =>
        report.status === 'ok' ? [report.facts.outputs[0]?.shape] : [],
      );
      expect(shapes[0]).toEqual([3, image, image]);
      expect(shapes).toContainEqual([channels, side, side]);
    });

    it('regnetY004 learns the 4,344,144 parameters of RegNetY-400MF in torchvision', () => {
      const net = new KerasConfig(version, 'regnety004');
      const read = readFile('model.json', net.json(NETWORKS.regnetY004(net)));
      if (!read.ok) throw new Error(read.error.message);
      expect(read.value.opaque).toEqual([]);
      expect(totalsOf(analyse(read.value.graph)).params).toBe(4_344_144);
    });
  },
);
