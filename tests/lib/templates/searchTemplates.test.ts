import { describe, expect, it } from 'vitest';
import { searchTemplates } from '@/lib/templates/searchTemplates';
import { shelves } from '@/lib/templates/templates';

function found(query: string): readonly string[] {
  return searchTemplates(shelves, query).flatMap(({ templates }) => templates.map(({ id }) => id));
}

describe('searchTemplates', () => {
  it('gives every shelf as it is for no words', () => {
    expect(searchTemplates(shelves, '')).toBe(shelves);
    expect(searchTemplates(shelves, ' - ')).toBe(shelves);
  });

  it.each(['resnet50', 'ResNet-50', 'RESNET 50', '50 resnet'])(
    'finds titles whatever the case, the hyphens and the order: %s',
    (query) => {
      expect(found(query)).toEqual(['resnet50', 'wide_resnet50_2', 'resnet50v2']);
    },
  );

  it('finds a whole shelf by its heading', () => {
    const vgg = shelves.find(({ title }) => title === 'VGG');
    expect(searchTemplates(shelves, 'vgg')).toEqual([vgg]);
  });

  it('leaves out what only mentions a word, as long as some title has it', () => {
    expect(found('resnet18')).toEqual(['resnet18']);
    expect(shelves.flatMap(({ templates }) => templates)).toContainEqual(
      expect.objectContaining({ id: 'plain18', summary: expect.stringContaining('ResNet-18') }),
    );
  });

  it('looks through summaries and sources where no title has the words', () => {
    expect(found('5x5 multiplications')).toEqual(['inception-naive']);
    expect(found('1411')).toEqual([]);
    expect(found('1505.04597')).toEqual(['unet']);
  });

  it('finds nothing for words that nothing has', () => {
    expect(searchTemplates(shelves, 'perceiver')).toEqual([]);
  });
});
