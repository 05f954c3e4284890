import { type ListedWeight, type WeightRole, weightList } from '@/lib/analysis/weightList';
import { formatExact } from '@/lib/format';
import type { Facts } from '@/lib/layers/kind';
import classes from './Figures.module.css';

const CHANGED_BY: Readonly<Record<WeightRole, string>> = {
  learned: 'training',
  running: 'running average',
  counter: 'counter',
};

/** Every stored array of a layer: its shape, its values, and what changes them. */
export function WeightTable({ facts }: { readonly facts: Facts }) {
  return (
    <table className={classes.table} aria-label="Weights of this layer">
      <thead>
        <tr>
          {['Weight', 'Shape', 'Values', 'Changed by'].map((title) => (
            <th key={title} scope="col" className={classes.weightHead}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weightList(facts).map((weight) => (
          <WeightRow key={weight.name} weight={weight} />
        ))}
      </tbody>
    </table>
  );
}

function WeightRow({ weight: { name, shape, values, role } }: { readonly weight: ListedWeight }) {
  return (
    <tr>
      <th scope="row" className={classes.weight}>
        {name}
      </th>
      <td className={classes.weight}>{shape.join(' × ') || '1'}</td>
      <td className={classes.weight}>{formatExact(values)}</td>
      <td className={classes.weight}>{CHANGED_BY[role]}</td>
    </tr>
  );
}
