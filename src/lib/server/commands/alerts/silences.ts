import {
	endSilenceSchema,
	newSilenceSchema,
	silenceScopeSchema,
	type Silence
} from '#schema/alert.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { endSilenceAt, findSilence, insertSilence } from '../../store/silences.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Keeps alerts of a cause or an area out of the inbox until a day. Those that are there stay. */
export async function createSilence(context: CommandContext, input: unknown): Promise<Silence> {
	const { commandId, until, reason } = parse(newSilenceSchema, input);
	const scope = parse(silenceScopeSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'silence');
	const createdAt = new Date();
	if (until <= createdAt)
		throw new Failure(
			'Invalid',
			'The last day is over already. Give today or a later one.',
			'until'
		);
	const silence = await once(
		context,
		{ command: 'createSilence', commandId },
		async (transaction) => {
			const by = { byId: user.id, byName: user.displayName, createdAt };
			const created: Silence = { id: newId(), ...scope, until, reason, ...by };
			await insertSilence(store(), created, transaction);
			const event = { action: 'createSilence', target: `silence ${created.id}`, after: created };
			await audit(user, event, transaction);
			return created;
		}
	);
	await announce({ topic: 'alerts', kind: 'alert', byId: user.id, byName: user.displayName });
	return silence;
}

/** Ends a silence before its time. */
export async function endSilence(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, silenceId } = parse(endSilenceSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'silence');
	await once(context, { command: 'endSilence', commandId }, async (transaction) => {
		const silence = await findSilence(store(), silenceId, transaction);
		if (!silence) throw new Failure('NotFound', 'This silence does not exist.');
		const now = new Date();
		if (silence.until <= now) return;
		await endSilenceAt(store(), { id: silenceId, until: now }, transaction);
		const event = { action: 'endSilence', target: `silence ${silenceId}`, before: silence.until };
		await audit(user, event, transaction);
	});
	await announce({ topic: 'alerts', kind: 'alert', byId: user.id, byName: user.displayName });
}
