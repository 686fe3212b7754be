import {
	triageSchema,
	undoTriageSchema,
	type Alert,
	type Triage,
	type TriageWish
} from '#schema/alert.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { may, mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { insertAlertChange, takeAlertChange } from '../../store/alertChanges.ts';
import { findAlerts, setTriage } from '../../store/alerts.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findUser } from '../../store/users.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

interface Triaged {
	/** Alerts that are what was asked for now. */
	count: number;
}

/** Accepts, dismisses, assigns, snoozes or opens alerts again, all of those named or none. */
export async function triageAlerts(context: CommandContext, input: unknown): Promise<Triaged> {
	const wish = parse(triageSchema, input);
	const { user } = context;
	const { commandId } = wish;
	const assignee = await assigneeOf(wish);
	const triaged = await once(
		context,
		{ command: 'triageAlerts', commandId },
		async (transaction) => {
			const alerts = await alertsToTriage(user, wish.alertIds, transaction);
			if (assignee && alerts.some(({ personal }) => personal))
				throw new Failure('Invalid', 'A personal alert is seen by its owner only: assign others.');
			const before = alerts.map(({ id, triage }) => ({ id, triage }));
			const now = new Date();
			const by = { byId: user.id, byName: user.displayName, at: now, commandId };
			const changes = alerts.map((alert) => ({
				id: alert.id,
				triage: { ...alert.triage, ...change(wish, alert, { now, assignee }), ...by }
			}));
			await setTriage(store(), changes, transaction);
			await insertAlertChange(store(), { commandId, userId: user.id, before }, transaction);
			const { alertIds, ...after } = wish;
			const event = { action: `alert ${wish.act}`, target: `alerts ${alertIds.join(' ')}`, after };
			await audit(user, event, transaction);
			return { count: changes.length };
		}
	);
	if (assignee && assignee.id !== user.id) await tellAssignee(assignee, user, wish);
	await announceAlerts(user);
	return triaged;
}

/** Puts alerts back as they were before one's own command; those that others have changed since stay as they are. */
export async function undoTriage(
	context: CommandContext,
	input: unknown
): Promise<Triaged & { kept: number }> {
	const { commandId, of } = parse(undoTriageSchema, input);
	const { user } = context;
	const undone = await once(context, { command: 'undoTriage', commandId }, async (transaction) => {
		const asked = { commandId: of, userId: user.id };
		const before = await takeAlertChange(store(), asked, transaction);
		if (!before) throw new Failure('NotFound', 'There is nothing (any more) to undo.');
		const ids = before.map(({ id }) => id);
		const alerts = await findAlerts(store(), { ids, userId: user.id }, transaction);
		const mine = new Set(
			alerts.filter(({ triage }) => triage.commandId === of).map(({ id }) => id)
		);
		const changes = before.filter(({ id }) => mine.has(id));
		await setTriage(store(), changes, transaction);
		await audit(user, { action: 'alert undo', target: `alerts ${ids.join(' ')}` }, transaction);
		return { count: changes.length, kept: before.length - changes.length };
	});
	await announceAlerts(user);
	return undone;
}

/** The team's alerts need the right to triage; what is personal is its owner's. */
async function alertsToTriage(
	user: User,
	ids: string[],
	transaction: Transaction
): Promise<Alert[]> {
	const alerts = await findAlerts(store(), { ids, userId: user.id }, transaction);
	if (alerts.length < ids.length)
		throw new Failure('NotFound', 'One of these alerts does not exist. Load the page again.');
	if (alerts.some(({ personal }) => !personal)) mayOrRefuse(user, 'triage');
	return alerts;
}

function change(
	wish: TriageWish,
	{ evidence }: Alert,
	{ now, assignee }: { now: Date; assignee: User | null }
): Partial<Triage> {
	switch (wish.act) {
		case 'accept':
			return { state: 'accepted', snooze: null, dismissal: null };
		case 'reopen':
			return { state: 'open', snooze: null, dismissal: null };
		case 'dismiss':
			return { state: 'dismissed', snooze: null, dismissal: { reason: wish.reason, evidence } };
		case 'snooze':
			return { state: 'open', dismissal: null, snooze: { until: snoozeEnd(wish, now), at: now } };
		case 'assign':
			return { assigneeId: assignee?.id ?? null, assigneeName: assignee?.displayName ?? null };
	}
}

function snoozeEnd(
	{ until, date }: Extract<TriageWish, { act: 'snooze' }>,
	now: Date
): Date | null {
	if (until === 'nextRun') return null;
	if (until === 'hour') return new Date(now.getTime() + 3_600_000);
	if (until === 'tomorrow')
		return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
	const end = new Date(`${date}T00:00:00Z`);
	if (end > now) return end;
	throw new Failure(
		'Invalid',
		'Give a day after today: it wakes at its beginning, in UTC.',
		'date'
	);
}

async function assigneeOf(wish: TriageWish): Promise<User | null> {
	if (wish.act !== 'assign' || wish.assigneeId === '') return null;
	const assignee = await findUser(store(), wish.assigneeId);
	if (assignee && may(assignee, 'triage')) return assignee;
	throw new Failure('Invalid', 'Assign it to somebody who may triage alerts.', 'assigneeId');
}

async function tellAssignee(assignee: User, by: User, { alertIds, commandId }: TriageWish) {
	const what = alertIds.length === 1 ? 'an alert' : `${alertIds.length} alerts`;
	await notify([
		{
			userId: assignee.id,
			kind: 'assignment',
			title: `${by.displayName} assigned ${what} to you`,
			text: '',
			href: '/alerts?mine=1',
			key: `assignment ${commandId}`
		}
	]);
}

function announceAlerts({ id, displayName }: User): Promise<void> {
	return announce({ topic: 'alerts', kind: 'alert', byId: id, byName: displayName });
}
