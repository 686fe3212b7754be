import { Failure } from '#schema/failure.ts';
import type { Inbox, InboxLook } from '#schema/inbox.ts';
import { announceInbox } from '#server/commands/inbox/announceInbox.ts';
import { judgeGroup, type Judgement } from '#server/commands/inbox/judgeGroup.ts';
import { recordJudgement } from '#server/commands/inbox/recordJudgement.ts';
import { runImages, type RunImages } from '#server/commands/inbox/runImages.ts';
import { config } from '#server/config.ts';
import { confinement } from '#server/files/confinement.ts';
import { fileFailure } from '#server/files/fileFailure.ts';
import { InboxFolder } from '#server/files/inboxFolder.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { deleteWaiting, judgedFiles, waitingKeys } from '#server/store/inboxEpochs.ts';
import { noteInbox } from '#server/store/inboxes.ts';
import { findRunDoc } from '#server/store/runs.ts';
import { inboxReader } from './inboxReader.ts';

/** Groups that wait are noted one by one up to here; beyond, they are only counted. */
const MOST_WAITING_NOTED = 1000;
/** How long what is complete waits for what is still being written, in times that files take to settle. */
const MOST_HELD_SETTLINGS = 10;
/** What the latest look found is noted this often when nothing has changed. */
const NOTE_EVERY_MS = 10_000;

/** One run's inbox, as the worker that watches it knows it. */
export class WatchedInbox {
	#folder: InboxFolder | null = null;
	#known: RunImages | null = null;
	/** When groups that wait are to be judged again, by our own clock. */
	readonly #againAt = new Map<string, number>();
	readonly #waiting = new Set<string>();
	#unsettledSince: number | null = null;
	#notedAt = 0;
	#noted = '';

	/** Files are being written that will soon be complete: what is complete already can wait for them. */
	isStillComing(): boolean {
		if (this.#unsettledSince === null) return false;
		const heldMs = performance.now() - this.#unsettledSince;
		return heldMs < MOST_HELD_SETTLINGS * config().INBOX_SETTLE_MS;
	}

	async look(inbox: Inbox): Promise<void> {
		if (inbox.directory === null) return;
		const began = performance.now();
		const found = { nFiles: 0, nUnsettled: 0, problem: null as string | null };
		try {
			Object.assign(found, await this.#lookAt(inbox, inbox.directory));
		} catch (thrown) {
			const error = fileFailure(inbox.directory, thrown);
			if (!(error instanceof Failure)) log.warn('an inbox', { runId: inbox.id, error });
			found.problem = error instanceof Error ? error.message : String(error);
		}
		if (found.nUnsettled === 0) this.#unsettledSince = null;
		else this.#unsettledSince ??= performance.now();
		const tookMs = Math.round(performance.now() - began);
		await this.#note(inbox, { at: new Date(), tookMs, ...found, nWaiting: this.#waiting.size });
	}

	async #lookAt(
		inbox: Inbox,
		directory: string
	): Promise<Pick<InboxLook, 'nFiles' | 'nUnsettled'>> {
		const run = await findRunDoc(store(), inbox.id);
		if (!run) throw new Failure('NotFound', `There is no run ${inbox.id} any more.`);
		if (this.#known?.revision !== run.revision) this.#known = await runImages(run);
		const known = this.#known;
		await confinement(known.roots).allowed(directory);
		const isFirst = this.#folder?.directory !== directory;
		if (isFirst || !this.#folder) this.#folder = await newFolder(directory, known);
		const folder = this.#folder;
		const { nFiles, nUnsettled, changed } = await folder.look();
		let nJudged = 0;
		for (const key of new Set([...changed, ...this.#due()]))
			nJudged += await this.#judge(key, { inbox, folder, known });
		if (isFirst) await this.#forgetGone(inbox.id, folder);
		if (nJudged > 0) await announceInbox(null, inbox.id);
		return { nFiles, nUnsettled };
	}

	#due(): string[] {
		const now = performance.now();
		return [...this.#againAt].filter(([, at]) => at <= now).map(([key]) => key);
	}

	/** How often something was noted of a group. */
	async #judge(
		key: string,
		{ inbox, folder, known }: { inbox: Inbox; folder: InboxFolder; known: RunImages }
	): Promise<number> {
		const { INBOX_SETTLE_MS: settleMs, INBOX_PATIENCE_MS: patienceMs } = config();
		const judging = { known, reader: inboxReader, settleMs, patienceMs };
		this.#againAt.delete(key);
		for (let nJudged = 0; ; nJudged++) {
			const files = folder.group(key);
			if (files === null) return nJudged;
			const arrivedMs = Math.max(0, ...Object.values(files).flatMap((of) => of.map(arrival)));
			const judgement = await judgedOrChanged(() => judgeGroup(key, files, judging));
			const isNoted = await this.#noteWaiting(inbox.id, key, judgement);
			if (judgement === null || !isNoted) return nJudged;
			if (judgement.kind === 'changed') {
				for (const file of Object.values(files).flat()) folder.unsettle(file.path);
				return nJudged;
			}
			const judged = await recordJudgement(judgement, { inbox, known, key, arrivedMs });
			for (const file of judged) folder.judge(file);
			if (judgement.kind === 'waits' || judgement.kind === 'taken') return nJudged + 1;
		}
	}

	/** Whether there is room to note it: a group that waits is noted one by one up to a limit. */
	async #noteWaiting(runId: number, key: string, judgement: Judgement | null): Promise<boolean> {
		if (judgement?.kind !== 'waits') {
			if (this.#waiting.delete(key)) await deleteWaiting(store(), runId, [key]);
			return true;
		}
		if (judgement.againMs !== null) this.#againAt.set(key, performance.now() + judgement.againMs);
		this.#waiting.add(key);
		return this.#waiting.size <= MOST_WAITING_NOTED;
	}

	/** Groups that waited when another worker watched, and are gone. */
	async #forgetGone(runId: number, folder: InboxFolder): Promise<void> {
		const present = new Set(folder.keys());
		const gone = (await waitingKeys(store(), runId)).filter((key) => !present.has(key));
		await deleteWaiting(store(), runId, gone);
	}

	async #note(inbox: Inbox, look: InboxLook): Promise<void> {
		const { nFiles, nUnsettled, nWaiting, problem } = look;
		const words = JSON.stringify([nFiles, nUnsettled, nWaiting, problem]);
		const isNews = words !== this.#noted;
		if (!isNews && performance.now() - this.#notedAt < NOTE_EVERY_MS) return;
		this.#noted = words;
		this.#notedAt = performance.now();
		await noteInbox(store(), inbox.id, { look });
		if (isNews) await announceInbox(null, inbox.id);
	}
}

const arrival = ({ arrivedMs }: { arrivedMs: number }) => arrivedMs;

/** With what was judged before, and what the run was made from. */
async function newFolder(directory: string, known: RunImages): Promise<InboxFolder> {
	const folder = new InboxFolder(directory, { settleMs: config().INBOX_SETTLE_MS });
	for (const { inputs } of known.byName.values())
		for (const file of Object.values(inputs))
			if (file && known.paths.has(file.path)) folder.judged.add(file);
	for await (const file of judgedFiles(store(), known.runId)) folder.judged.add(file);
	return folder;
}

/** A file that goes away, or cannot be read for the moment, while it is judged. */
async function judgedOrChanged(judge: () => Promise<Judgement | null>): Promise<Judgement | null> {
	try {
		return await judge();
	} catch (error) {
		if (error instanceof Failure) return { kind: 'changed', paths: [] };
		throw error;
	}
}
