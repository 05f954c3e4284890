import { BOTH, type Explanation } from '@/lib/analysis/explain/explanation';
import { RULE_TITLES } from '@/lib/analysis/explain/ruleTitles';
import { formatExact } from '@/lib/format';
import { evaluate, inNames, inNumbers } from '@/lib/formula';
import classes from './Figures.module.css';

/** An explanation as it is read: the formula, this layer's numbers in it, what it comes to, and why it is counted so. */
export function ExplanationView({ explanation }: { readonly explanation: Explanation }) {
  const { steps, words, rules } = explanation;
  const several = steps.length > 1;
  return (
    <div className={classes.explanation}>
      {steps.map(({ of, formula }) => {
        const names = inNames(formula);
        const numbers = inNumbers(formula);
        const result = formatExact(evaluate(formula)).replace('-', '−');
        return (
          <div key={of} className={classes.step}>
            {several || of === BOTH ? <span className={classes.of}>{of}</span> : null}
            {names !== numbers && <span className={classes.names}>{names}</span>}
            <span className={classes.numbers}>
              {numbers !== result && `= ${numbers} `}
              <span className={classes.result}>= {result}</span>
            </span>
          </div>
        );
      })}
      {words.map((sentence) => (
        <p key={sentence} className={classes.words}>
          {sentence}
        </p>
      ))}
      <p className={classes.rules}>
        {rules.length === 1 ? 'Rule' : 'Rules'}{' '}
        {rules.map((rule) => `${rule} ${RULE_TITLES[rule] ?? ''}`.trim()).join(' · ')}
      </p>
    </div>
  );
}
