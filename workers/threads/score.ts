import { constants, setPriority } from 'node:os';
import { scoreCurve, type CurveScore } from '#science/ese/scoreCurve.ts';
import type { CurveInput } from '#server/commands/scores/curveOf.ts';
import { serveThread } from '../serveThread.ts';

/** What the pool hands over: the script's only input. */
export interface CurvesToScore {
	curves: CurveInput[];
}

// On Linux it is this thread that steps back, elsewhere the whole process would: images and pages come first.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

serveThread<CurvesToScore, CurveScore[]>(({ curves }) =>
	Promise.resolve(curves.map((curve) => scoreCurve(curve, curve.position)))
);
