import { Failure } from '#schema/failure.ts';
import {
	LEAST_OBJECTS,
	LEAST_OF_EACH,
	makeCalibrationSchema,
	namedCalibrationSchema,
	type ScoreCalibration
} from '#schema/scoreCalibration.ts';
import { fitCalibration, type CalibrationMethod, type Labelled } from '#science/ese/calibration.ts';
import { brierScore, crossCalibrated, reliabilityBins } from '#science/ese/reliability.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import {
	calibrationInUse,
	findCalibration,
	insertCalibration,
	putInUse,
	putOutOfUse
} from '../../store/scoreCalibrations.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { labelledScores } from './labelledScores.ts';

/** Learns a calibration from the verdicts there are. It changes nothing until it is adopted. */
export async function makeCalibration(
	context: CommandContext,
	input: unknown
): Promise<ScoreCalibration> {
	const { commandId, method } = parse(makeCalibrationSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'calibrateScores');
	const labelled = await labelledScores(store());
	refuseTooFew(labelled);
	const made = await once(context, { command: 'makeCalibration', commandId }, async (session) => {
		const calibration: ScoreCalibration = {
			id: newId(),
			...learnt(method, labelled),
			version: SCORE_VERSION,
			madeById: user.id,
			madeByName: user.displayName,
			at: new Date(),
			adopted: null,
			dropped: null
		};
		await insertCalibration(store(), calibration, session);
		const { id, nObjects, nEvents, before, after } = calibration;
		const brier = { before: before.brier, after: after.brier };
		const noted = { method, nObjects, nEvents, brier };
		await audit(
			user,
			{ action: 'makeCalibration', target: `calibration ${id}`, after: noted },
			session
		);
		return calibration;
	});
	await tell(context);
	return made;
}

/** Shows probabilities by this calibration from now on, in place of another or of none. */
export async function adoptCalibration(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, calibrationId } = parse(namedCalibrationSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'calibrateScores');
	await once(context, { command: 'adoptCalibration', commandId }, async (transaction) => {
		const calibration = await known(calibrationId, transaction);
		if (calibration.version !== SCORE_VERSION)
			throw new Failure(
				'Conflict',
				`It was learnt from scores of version ${calibration.version}; they are now made by version ${SCORE_VERSION}. Make another.`,
				'calibrationId'
			);
		const before = await calibrationInUse(store(), transaction);
		if (before?.id === calibrationId)
			throw new Failure('Conflict', 'This calibration is in use already.', 'calibrationId');
		const by = { at: new Date(), byId: user.id, byName: user.displayName };
		if (before)
			await putOutOfUse(store(), before.id, { at: by.at, byName: by.byName }, transaction);
		await putInUse(store(), calibrationId, by, transaction);
		const event = { action: 'adoptCalibration', target: `calibration ${calibrationId}` };
		const after = { nObjects: calibration.nObjects, curve: calibration.curve };
		await audit(user, { ...event, before: before?.id ?? null, after }, transaction);
		return null;
	});
	await tell(context, { shown: calibrationId });
}

/** Shows probabilities as the model says them again. */
export async function dropCalibration(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, calibrationId } = parse(namedCalibrationSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'calibrateScores');
	await once(context, { command: 'dropCalibration', commandId }, async (transaction) => {
		await known(calibrationId, transaction);
		const by = { at: new Date(), byName: user.displayName };
		if (!(await putOutOfUse(store(), calibrationId, by, transaction)))
			throw new Failure('Conflict', 'This calibration is not in use (any more).', 'calibrationId');
		const event = { action: 'dropCalibration', target: `calibration ${calibrationId}` };
		await audit(user, event, transaction);
		return null;
	});
	await tell(context, { shown: calibrationId });
}

/** With fewer, a curve would be drawn through noise. */
function refuseTooFew(labelled: readonly Labelled[]): void {
	const events = labelled.filter(({ isEse }) => isEse).length;
	const others = labelled.length - events;
	const missing = [
		part(LEAST_OBJECTS - labelled.length, 'more object', ' in all'),
		part(LEAST_OF_EACH - events, 'more ESE'),
		part(LEAST_OF_EACH - others, 'more object', ' of other classes')
	].filter((text) => text !== '');
	if (missing.length === 0) return;
	throw new Failure(
		'Conflict',
		`There are verdicts on ${events} ESEs and ${others} other objects with a score. ` +
			`Missing: ${missing.join(', ')}.`,
		'method'
	);
}

function part(missing: number, one: string, rest = ''): string {
	return missing > 0 ? `${missing} ${one}${missing === 1 ? '' : 's'}${rest}` : '';
}

/** The curve of all labelled objects, judged by what curves of four fifths of them say of the others. */
function learnt(
	method: CalibrationMethod,
	labelled: readonly Labelled[]
): Pick<ScoreCalibration, 'curve' | 'nObjects' | 'nEvents' | 'before' | 'after'> {
	const isEse = labelled.map((object) => object.isEse);
	const judged = (said: number[]) => ({
		bins: reliabilityBins(said, isEse),
		brier: brierScore(said, isEse)
	});
	return {
		curve: fitCalibration(method, labelled),
		nObjects: labelled.length,
		nEvents: isEse.filter(Boolean).length,
		before: judged(labelled.map(({ score }) => score)),
		after: judged(crossCalibrated(method, labelled))
	};
}

async function known(id: string, transaction: Transaction): Promise<ScoreCalibration> {
	const calibration = await findCalibration(store(), id, transaction);
	if (calibration) return calibration;
	throw new Failure('NotFound', 'There is no such calibration.', 'calibrationId');
}

/** The page of scores; and where other probabilities are shown from now on, every page with one. */
async function tell({ user }: CommandContext, detail?: { shown: string }): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: 'scores', kind: 'score', ...by, ...(detail && { detail }) });
}
