import type { ReactNode } from 'react';
import classes from './Figures.module.css';

/** Figures that belong together, under a heading. */
export function FigureSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className={classes.section}>
          {title}
        </th>
      </tr>
      {children}
    </tbody>
  );
}
