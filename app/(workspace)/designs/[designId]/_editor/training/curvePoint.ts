/** A point of the curves of a run. Validation figures stand at the ends of epochs only. */
export interface CurvePoint {
  readonly step: number;
  /** Epochs done, with fractions. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy?: number | null;
  readonly validationLoss?: number | null;
  readonly validationAccuracy?: number | null;
}

/** At most `most` points: means of neighbours, except that points with validation figures stay as they are. */
export function thinOut(points: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  const size = Math.ceil(points.length / most);
  if (size <= 1) return points;
  const thin: CurvePoint[] = [];
  let bucket: CurvePoint[] = [];
  const flush = () => {
    if (bucket.length > 0) thin.push(mean(bucket));
    bucket = [];
  };
  for (const point of points) {
    if (point.validationLoss !== undefined && point.validationLoss !== null) {
      flush();
      thin.push(point);
      continue;
    }
    bucket.push(point);
    if (bucket.length >= size) flush();
  }
  flush();
  return thin;
}

function mean(points: readonly CurvePoint[]): CurvePoint {
  const last = points[points.length - 1];
  const average = (figure: (point: CurvePoint) => number) =>
    points.reduce((sum, point) => sum + figure(point), 0) / points.length;
  return {
    step: last?.step ?? 0,
    epoch: last?.epoch ?? 0,
    loss: average(({ loss }) => loss),
    accuracy: average(({ accuracy }) => accuracy ?? 0),
  };
}
