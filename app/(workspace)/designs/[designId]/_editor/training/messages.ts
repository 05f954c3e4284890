import type { LayerGraph } from '@/lib/graph/graph';
import type { BackendReport, TrainingBackend } from '@/lib/training/chooseBackend';
import type { DatasetInfo } from '@/lib/training/datasets/dataset';
import type { TrainingEstimate } from '@/lib/training/estimate';
import type { TrainingEvent } from '@/lib/training/event';
import type { PlanRefusal } from '@/lib/training/plan';
import type { TrainingSettings } from '@/lib/training/settings';

/** The images to train on: drawn by ourselves, or read from files that somebody dropped. */
export type DatasetChoice =
  | { readonly type: 'generated'; readonly id: string }
  | { readonly type: 'files'; readonly files: readonly File[] };

/** A run that a page asks the worker for. */
export interface RunRequest {
  /** The page's own name for the run, which all answers carry. */
  readonly run: string;
  readonly graph: LayerGraph;
  readonly dataset: DatasetChoice;
  readonly settings: TrainingSettings;
}

/** What a page tells the training worker. Runs go one after the other, in the order of asking. */
export type TrainingRequest =
  | { readonly type: 'probe' }
  | ({ readonly type: 'start' } & RunRequest)
  | { readonly type: 'stop'; readonly run: string };

/** What the worker knows of a run before its first step. */
export interface PlannedRun {
  readonly backend: TrainingBackend;
  readonly data: DatasetInfo;
  readonly trainingImages: number;
  readonly validationImages: number;
  /** How the design was changed to fit the data, in sentences; for this run alone. */
  readonly changes: readonly string[];
  readonly estimate: TrainingEstimate;
}

/** What the training worker answers. The last answer to a run is `refused`, `failed`, or an event that ends it. */
export type TrainingResponse =
  | { readonly type: 'backends'; readonly report: BackendReport }
  | { readonly type: 'planned'; readonly run: string; readonly plan: PlannedRun }
  | { readonly type: 'refused'; readonly run: string; readonly reasons: readonly PlanRefusal[] }
  | { readonly type: 'event'; readonly run: string; readonly event: TrainingEvent }
  /** A run broke off; a sentence. */
  | { readonly type: 'failed'; readonly run: string; readonly message: string }
  /** The worker cannot work at all; a sentence. */
  | { readonly type: 'broken'; readonly message: string };
