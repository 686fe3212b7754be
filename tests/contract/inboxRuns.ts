import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { InboxEpoch } from '#schema/inbox.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { setInbox } from '#server/commands/inbox/setInbox.ts';
import { store } from '#server/store/client.ts';
import { listEpochs } from '#server/store/inboxEpochs.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import type { SurveyFiles } from '../kit/survey.ts';
import { commandId } from './builders.ts';

/** Quick, so that tests need not wait for people’s patience. */
export const QUICK = { INBOX_LOOK_MS: '100', INBOX_SETTLE_MS: '300', INBOX_PATIENCE_MS: '2000' };

/** A busy machine takes its time; what passes does not wait for it. */
export const PATIENCE_MS = 110_000;

/** The files of some images of a survey. */
export function part({ images, catalogues, noise }: SurveyFiles, from: number, to: number) {
	return {
		images: images.slice(from, to),
		catalogues: catalogues.slice(from, to),
		noise: noise.slice(from, to)
	};
}

/** A watched folder below the raw images for a run. */
export async function inboxFor(
	run: Run,
	{ user, environment }: { user: User; environment: TestEnvironment }
): Promise<string> {
	const directory = join(environment.RAW_IMAGE_DIR, `inbox-${run.name}`);
	mkdirSync(directory, { recursive: true });
	await setInbox({ user }, { commandId: commandId(), runId: run.id, directory });
	return directory;
}

/** Where files of a survey come to lie in an inbox: in folders by kind, as surveys have them. */
export function placeOf(path: string, directory: string): string {
	return join(directory, basename(dirname(path)), basename(path));
}

/** Copies files as a network would: under another name first, the whole file at once. */
export function drop(files: string[], directory: string): void {
	for (const path of files) {
		const target = placeOf(path, directory);
		mkdirSync(dirname(target), { recursive: true });
		const coming = join(dirname(target), `.${basename(target)}.part`);
		copyFileSync(path, coming);
		renameSync(coming, target);
	}
}

export function dropAll({ images, catalogues, noise }: SurveyFiles, directory: string): void {
	drop([...noise, ...catalogues, ...images], directory);
}

/** Writes only the first part of a file, in its place. */
export function dropHalf(path: string, directory: string, share = 0.6): string {
	const target = placeOf(path, directory);
	mkdirSync(dirname(target), { recursive: true });
	const bytes = readFileSync(path);
	writeFileSync(target, bytes.subarray(0, Math.floor(bytes.length * share)));
	return target;
}

export async function epochsOf(run: Run): Promise<InboxEpoch[]> {
	return listEpochs(store(), { runId: run.id }, 1000);
}

/** The epoch of this file name, once it is as `holds` says. */
export async function epochOnce(
	run: Run,
	name: string,
	holds: (epoch: InboxEpoch) => boolean,
	timeout = PATIENCE_MS
): Promise<InboxEpoch> {
	return vi.waitFor(
		async () => {
			const epochs = await epochsOf(run);
			const found = epochs.find((epoch) => epoch.name === name && holds(epoch));
			if (found) return found;
			const states = epochs.map((epoch) => `${epoch.name} ${epoch.state} ${epoch.reason ?? ''}`);
			throw new Error(`${name} is not there yet:\n${states.join('\n')}`);
		},
		{ timeout, interval: 100 }
	);
}
