'use client';

import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  FinishRunDocument,
  RecordMetricsDocument,
  type RunStatus,
  StartRunDocument,
} from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { newId } from '@/lib/ids';
import type { TrainingEvent } from '@/lib/training/event';
import type { TrainingSettings } from '@/lib/training/settings';
import { useEditor } from '../EditorContext';
import type { CurvePoint } from './curvePoint';
import type { DatasetChoice, PlannedRun } from './messages';
import { openTrainingWorker, type RunResponse, type TrainingWorker } from './trainingWorker';

type StartedEvent = Extract<TrainingEvent, { readonly type: 'started' }>;
type FinishedEvent = Extract<TrainingEvent, { readonly type: 'finished' }>;

/** A run in this tab, as far as it has come. */
export interface LiveRun {
  readonly status: 'preparing' | 'running' | 'finished' | 'stopped' | 'failed';
  readonly plan?: PlannedRun;
  readonly started?: StartedEvent;
  readonly points: readonly CurvePoint[];
  readonly step: number;
  readonly finished?: FinishedEvent;
  /** Why it was refused or failed; sentences. */
  readonly messages: readonly string[];
  /** Why it could not be stored, when it could not. */
  readonly unstored?: string;
}

/** Points are sent to the server at most so often, in milliseconds. */
const SEND_EVERY = 1500;

/** Trains the design as it is shown, now or at a revision of the past, in a worker, and stores the run with that revision. */
export function useTraining() {
  const { designId, graph, store, past } = useEditor();
  const apollo = useApolloClient();
  const [run, setRun] = useState<LiveRun>();
  const worker = useRef<TrainingWorker>(undefined);
  const stopRun = useRef<() => void>(undefined);

  useEffect(
    () => () => {
      stopRun.current?.();
      worker.current?.close();
    },
    [],
  );

  const start = useCallback(
    (dataset: DatasetChoice, settings: TrainingSettings) => {
      worker.current ??= openTrainingWorker();
      const revision = past?.revision ?? store.getState().session.revision;
      const record = new RunRecord(apollo, designId, revision, settings, (unstored) =>
        setRun((before) => before && { ...before, unstored }),
      );
      setRun({ status: 'preparing', points: [], step: 0, messages: [] });
      const stop = worker.current.start({ run: newId(), graph, dataset, settings }, (response) => {
        setRun((before) => before && afterResponse(before, response));
        record.take(response);
      });
      stopRun.current = () => {
        stop();
        record.leave();
      };
    },
    [apollo, designId, graph, store, past],
  );

  const stop = useCallback(() => stopRun.current?.(), []);

  return { run, start, stop };
}

function afterResponse(run: LiveRun, response: RunResponse): LiveRun {
  switch (response.type) {
    case 'planned':
      return { ...run, plan: response.plan };
    case 'refused':
      return { ...run, status: 'failed', messages: response.reasons.map(({ message }) => message) };
    case 'failed':
      return { ...run, status: 'failed', messages: [response.message] };
    case 'event':
      return afterEvent(run, response.event);
  }
}

function afterEvent(run: LiveRun, event: TrainingEvent): LiveRun {
  switch (event.type) {
    case 'started':
      return { ...run, status: 'running', started: event };
    case 'step':
    case 'epoch':
      return { ...run, step: event.step, points: [...run.points, pointOf(event)] };
    case 'finished':
      return { ...run, status: 'finished', finished: event, step: event.step };
    case 'stopped':
      return { ...run, status: 'stopped', step: event.step };
    case 'failed':
      return { ...run, status: 'failed', messages: [event.message], step: event.step };
  }
}

function pointOf(event: Extract<TrainingEvent, { readonly type: 'step' | 'epoch' }>): CurvePoint {
  const { step, epoch, loss, accuracy } = event;
  if (event.type === 'step') return { step, epoch, loss, accuracy };
  const { validationLoss, validationAccuracy } = event;
  return { step, epoch, loss, accuracy, validationLoss, validationAccuracy };
}

/** The run as the server keeps it: begun when training begins, fed in portions, closed however it ends. */
class RunRecord {
  private id: Promise<string | undefined> | undefined;
  private waiting: CurvePoint[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly apollo: ReturnType<typeof useApolloClient>,
    private readonly designId: string,
    private readonly revision: number,
    private readonly settings: TrainingSettings,
    private readonly unstored: (message: string) => void,
  ) {}

  take(response: RunResponse): void {
    if (response.type === 'planned') this.begin(response.plan);
    if (response.type === 'failed') this.end('FAILED', undefined, response.message);
    if (response.type !== 'event') return;
    const { event } = response;
    if (event.type === 'step' || event.type === 'epoch') this.add(pointOf(event));
    if (event.type === 'finished') this.end('FINISHED', event.accuracy);
    if (event.type === 'stopped') this.end('STOPPED');
    if (event.type === 'failed') this.end('FAILED', undefined, event.message);
  }

  /** The page goes away: what was not closed is closed as stopped. */
  leave(): void {
    setTimeout(() => this.end('STOPPED'), 1000);
  }

  private begin({ data, backend }: PlannedRun): void {
    const { designId, revision, settings } = this;
    const input = { designId, revision, dataset: data.id, backend, settings };
    this.id = this.apollo
      .mutate({ mutation: StartRunDocument, variables: { input } })
      .then(({ data: made }) => made?.startRun.id)
      .catch((error: unknown) => {
        this.unstored(failureOf(error).message);
        return undefined;
      });
  }

  private add(point: CurvePoint): void {
    this.waiting.push(point);
    this.timer ??= setTimeout(() => void this.send(), SEND_EVERY);
  }

  private async send(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const metrics = this.waiting.splice(0);
    const runId = await this.id;
    if (!runId) return;
    try {
      for (let from = 0; from < metrics.length; from += 200) {
        const variables = { runId, metrics: metrics.slice(from, from + 200) };
        await this.apollo.mutate({ mutation: RecordMetricsDocument, variables });
      }
    } catch (error) {
      this.unstored(failureOf(error).message);
    }
  }

  private end(status: RunStatus, accuracy?: number, message?: string): void {
    if (this.closed || !this.id) return;
    this.closed = true;
    const finish = async () => {
      await this.send();
      const runId = await this.id;
      if (!runId) return;
      const variables = { runId, status, accuracy: accuracy ?? null, message: message ?? null };
      await this.apollo.mutate({ mutation: FinishRunDocument, variables });
    };
    finish().catch((error: unknown) => this.unstored(failureOf(error).message));
  }
}
