import { Failure } from '#schema/failure.ts';
import {
	PROVENANCE_KEYS,
	setProvenanceSchema,
	type Provenance,
	type ProvenanceTarget
} from '#schema/provenance.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { announce } from '../jobs/announce.ts';
import { inTransaction, store, type Transaction } from '../store/client.ts';
import { findProvenance, putProvenance } from '../store/provenance.ts';
import { findRun } from '../store/runs.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { announceMark } from './images/announceMark.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

interface Wish {
	target: ProvenanceTarget;
	id: number;
	said: Provenance;
}

/** Says how an image, or the data of a run, were made. What is not mentioned stays; an empty value takes a key away. */
export async function setProvenance(context: CommandContext, input: unknown): Promise<Provenance> {
	const { commandId, target, id, ...said } = parse(setProvenanceSchema, input);
	const { user } = context;
	if (target === 'image') mayOrRefuse(user, 'markImage');
	else mayOrRefuse(user, 'processRun', { ownerId: (await findRun(store(), id))?.userId });
	const provenance = await once(context, { command: 'setProvenance', commandId }, (transaction) =>
		put(user, { target, id, said }, transaction)
	);
	if (target === 'image') await announceMark(user, id);
	else await announceRunChange(user, id);
	return provenance;
}

/** As `setProvenance`, for the command line, which asks nobody's permission. */
export async function noteProvenance(wish: Wish): Promise<Provenance> {
	return inTransaction(store(), (transaction) => put(null, wish, transaction));
}

async function put(
	user: User | null,
	{ target, id, said }: Wish,
	transaction: Transaction
): Promise<Provenance> {
	const before = await findProvenance(store(), target, id, transaction);
	if (!before) throw new Failure('NotFound', `There is no ${target} ${id}.`, 'id');
	const provenance: Provenance = {};
	for (const key of PROVENANCE_KEYS) {
		const value = said[key] ?? before[key];
		if (value) provenance[key] = value;
	}
	await putProvenance(store(), { target, id, provenance }, transaction);
	const event = { action: 'setProvenance', target: `${target} ${id}`, before, after: provenance };
	await audit(user, event, transaction);
	return provenance;
}

async function announceRunChange({ id, displayName }: User, runId: number): Promise<void> {
	for (const topic of [`run-${runId}`, 'runs'])
		await announce({ topic, kind: 'status', byId: id, byName: displayName });
}
