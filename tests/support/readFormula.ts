/**
 * Works out arithmetic as it is printed for people, `⌊(224 + 3 + 3 − 7) / 2⌋ + 1`, the way a
 * reader would: from the text alone. Throws on anything that is not arithmetic.
 */
export function readFormula(text: string): number {
  const tokens =
    text.match(
      /\d[\d,]*\d(?:\.\d+)?(?:e[−-]?\d+)?|\d(?:\.\d+)?(?:e[−-]?\d+)?|max|min|[+−×/(),√⌊⌋⌈⌉]/gu,
    ) ?? [];
  if (tokens.join('') !== text.replaceAll(' ', '')) throw new Error(`Not arithmetic: ${text}`);
  let place = 0;
  const value = sum();
  if (place !== tokens.length) throw new Error(`Not arithmetic after ${place} words: ${text}`);
  return value;

  function sum(): number {
    let total = product();
    while (tokens[place] === '+' || tokens[place] === '−')
      total += tokens[place++] === '+' ? product() : -product();
    return total;
  }

  function product(): number {
    let total = single();
    while (tokens[place] === '×' || tokens[place] === '/')
      total = tokens[place++] === '×' ? total * single() : total / single();
    return total;
  }

  function single(): number {
    const token = tokens[place++] ?? '';
    if (token === '(') return closed(signed(), ')');
    if (token === '⌊') return Math.floor(closed(sum(), '⌋'));
    if (token === '⌈') return Math.ceil(closed(sum(), '⌉'));
    if (token === '√') return Math.sqrt(single());
    if (token === 'max') return Math.max(...list());
    if (token === 'min') return Math.min(...list());
    if (!/^\d/u.test(token)) throw new Error(`Expected a number, not “${token}”: ${text}`);
    return Number(token.replaceAll(',', '').replace('−', '-'));
  }

  function signed(): number {
    if (tokens[place] !== '−') return sum();
    place++;
    return -single();
  }

  function list(): readonly number[] {
    if (tokens[place++] !== '(') throw new Error(`Expected a list: ${text}`);
    const values = [sum()];
    while (tokens[place] === ',') {
      place++;
      values.push(sum());
    }
    closed(0, ')');
    return values;
  }

  function closed(value: number, by: string): number {
    if (tokens[place++] !== by) throw new Error(`Expected ${by}: ${text}`);
    return value;
  }
}
