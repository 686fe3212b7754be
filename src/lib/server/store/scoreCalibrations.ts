import type { ScoreCalibration } from '#schema/scoreCalibration.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	anything,
	flag,
	instant,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

type CalibrationDoc = Stored<ScoreCalibration> & { inUse: boolean };

export const scoreCalibrationsPlan: CollectionPlan = {
	name: 'scoreCalibrations',
	validator: shape({
		_id: text,
		curve: record,
		version: number,
		nObjects: number,
		nEvents: number,
		before: record,
		after: record,
		madeById: text,
		madeByName: text,
		at: instant,
		adopted: anything,
		dropped: anything,
		inUse: flag
	}),
	indexes: [
		{ key: { at: -1 } },
		// At most one is in use, whoever adopts two at once.
		{ key: { inUse: 1 }, unique: true, partialFilterExpression: { inUse: true } }
	]
};

const calibrations = (store: Store) => collection<CalibrationDoc>(store, 'scoreCalibrations');
/** More are in nobody's interest; none is ever deleted. */
const MOST_LISTED = 20;

export async function insertCalibration(
	store: Store,
	calibration: ScoreCalibration,
	transaction: Transaction
): Promise<void> {
	await calibrations(store).insertOne(
		{ ...withoutId(calibration), inUse: false },
		{ session: transaction }
	);
}

export async function findCalibration(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<ScoreCalibration | null> {
	const doc = await calibrations(store).findOne({ _id: id }, { session: transaction });
	return doc && calibrationOf(doc);
}

/** The one that probabilities are shown by; null: none. */
export async function calibrationInUse(
	store: Store,
	transaction?: Transaction
): Promise<ScoreCalibration | null> {
	const doc = await calibrations(store).findOne({ inUse: true }, { session: transaction });
	return doc && calibrationOf(doc);
}

/** The latest first. */
export async function listCalibrations(store: Store): Promise<ScoreCalibration[]> {
	const docs = await calibrations(store)
		.find()
		.sort({ at: -1, _id: 1 })
		.limit(MOST_LISTED)
		.toArray();
	return docs.map(calibrationOf);
}

/** Uses a calibration. The one before must have been put out of use: there is one at most. */
export async function putInUse(
	store: Store,
	id: string,
	adopted: NonNullable<ScoreCalibration['adopted']>,
	transaction: Transaction
): Promise<void> {
	await calibrations(store).updateOne(
		{ _id: id },
		{ $set: { adopted, dropped: null, inUse: true } },
		{ session: transaction }
	);
}

/** Uses a calibration no longer; false when it was not in use. */
export async function putOutOfUse(
	store: Store,
	id: string,
	dropped: NonNullable<ScoreCalibration['dropped']>,
	transaction: Transaction
): Promise<boolean> {
	const { modifiedCount } = await calibrations(store).updateOne(
		{ _id: id, inUse: true },
		{ $set: { dropped, inUse: false } },
		{ session: transaction }
	);
	return modifiedCount > 0;
}

function calibrationOf(doc: CalibrationDoc): ScoreCalibration {
	return withId<ScoreCalibration>(without(doc, 'inUse'));
}
