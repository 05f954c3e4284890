import type { Source } from './rule';

/** Where it is written what makes layers a model: the rules about a network's ends cite it. */
export const FUNCTIONAL_MODEL: Source = {
  says: 'A model is the graph of layers between its inputs and its outputs.',
  reference: 'Keras, guide to the functional API',
  link: 'https://keras.io/guides/functional_api/',
};
