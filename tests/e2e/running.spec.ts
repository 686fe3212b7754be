import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	writeFileSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { drop, dropHalf, placeOf } from '../kit/inboxFiles.ts';
import { startEmptyInstallation, type Installation } from '../kit/installation.ts';
import { writeSurvey } from '../kit/survey.ts';
import { browserOf } from './people.ts';

/** Beside the others' demo: what is paused, fails and arrives here is nobody else's. */
let own: Installation;
/** Whoever drops half a file takes their time over the rest. */
const INBOX = { INBOX_LOOK_MS: '100', INBOX_SETTLE_MS: '300', INBOX_PATIENCE_MS: '120000' };
const PATIENCE = { timeout: 60_000 };

test.describe.configure({ timeout: 300_000 });
test.beforeAll(async () => {
	test.setTimeout(180_000);
	own = await startEmptyInstallation(
		[
			{ name: 'ben', role: 'vetter' },
			{ name: 'mia', role: 'runManager' }
		],
		INBOX
	);
});
test.afterAll(() => own.stop());

function person(browser: Browser, name: string): Promise<Page> {
	const account = own.accounts.find((one) => one.name === name);
	return browserOf(browser, name, { baseURL: own.origin, password: account?.password });
}

/** A run of all images whose path has its name in it, made as people make one; the page is then the run's. */
async function makeRun(page: Page, name: string): Promise<void> {
	await page.goto('/runs/new');
	await page.getByLabel('Name', { exact: true }).fill(name);
	await page.getByRole('button', { name: 'Make it, then choose files' }).click();
	await page.waitForURL('**/config?files=raw');
	await expect(page.getByRole('textbox', { name: 'config.yaml' })).toBeEditable();
	await page.getByLabel('Words in the path').fill(name);
	await page.getByRole('button', { name: 'Look' }).click();
	await page.waitForURL(`**find=${name}*`);
	await page.getByRole('button', { name: 'Put the ticked images into config.yaml' }).click();
	await expect(page.getByText(/^Ready: \d+ images/)).toBeVisible();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('Saved.')).toBeVisible();
	await page.getByRole('link', { name, exact: true }).click();
	await stands(page, 'Initialised');
}

/** What the head of a run's page says of it, by itself. */
function stands(page: Page, status: string): Promise<void> {
	const head = page.locator('.page-head');
	return expect(head.getByText(status, { exact: true })).toBeVisible(PATIENCE);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const count = (page: Page, what: string) =>
	page
		.getByRole('term')
		.filter({ hasText: new RegExp(`^${what}$`) })
		.locator('xpath=..')
		.getByRole('link');

/** Pauses jobs on the status page, or lets them go on. */
async function pause(manager: Page, jobs: string, words: 'Pause' | 'Resume'): Promise<void> {
	await manager.goto('/status');
	await press(manager, `${words} ${jobs}`);
	const row = manager.getByRole('row', { name: new RegExp(`^${jobs}`) });
	await expect(row.getByText('by mia')).toHaveCount(words === 'Pause' ? 1 : 0);
}

test('a run of new files is watched to its end, done all over, cancelled on the way and deleted', async ({
	browser
}) => {
	writeSurvey(own.environment, 'flown', { epochs: 2, seed: 21 });
	const ben = await person(browser, 'ben');
	const mia = await person(browser, 'mia');
	await makeRun(ben, 'flown');
	await press(ben, 'Process');
	await stands(ben, 'Completed');
	await expect(count(ben, 'Images')).toHaveText('4');
	await expect(count(ben, 'Sources')).toHaveText(/^[1-9]/);
	await expect(ben.getByRole('region', { name: 'Logs' })).toContainText('associate');

	await pause(mia, 'Associate', 'Pause');
	await press(ben, 'Full re-run');
	await stands(ben, 'Running');
	await press(ben, 'Cancel');
	await stands(ben, 'Cancelled');
	// What it showed before stays.
	await expect(count(ben, 'Images')).toHaveText('4');
	await pause(mia, 'Associate', 'Resume');

	const directory = join(own.environment.PIPELINE_WORKING_DIR, 'flown');
	expect(existsSync(directory)).toBe(true);
	await ben.getByText('Delete the run…').click();
	await ben.getByRole('textbox', { name: 'Type flown to confirm' }).fill('flown');
	await ben.getByLabel('Files in its directory').selectOption('directory');
	await press(ben, 'Delete the run');
	await ben.waitForURL('**/runs');
	await expect(ben.getByRole('link', { name: 'flown', exact: true })).toHaveCount(0);
	await expect.poll(() => existsSync(directory)).toBe(false);
	await Promise.all([ben, mia].map((page) => page.context().close()));
});

test('on the status page a manager pauses jobs, cancels what waits, and has what failed done again', async ({
	browser
}) => {
	const { images } = writeSurvey(own.environment, 'mended', { epochs: 2, seed: 22 });
	const ben = await person(browser, 'ben');
	const mia = await person(browser, 'mia');
	await makeRun(ben, 'mended');
	await pause(mia, 'Read images', 'Pause');
	await press(ben, 'Process');
	await stands(ben, 'Queued');
	const underWay = mia.getByRole('region', { name: 'Runs under way' });
	await press(mia, 'Cancel mended');
	await expect(underWay).toContainText('None.', PATIENCE);
	await stands(ben, 'Cancelled');

	const whole = readFileSync(images[0]);
	writeFileSync(images[0], whole.subarray(0, whole.length / 2));
	await pause(mia, 'Read images', 'Resume');
	await press(ben, 'Process');
	await stands(ben, 'Error');
	await expect(ben.getByRole('alert')).toContainText('What it needs:');
	const failed = mia.getByRole('table', { name: /^Jobs that have failed for good/ });
	const row = failed
		.getByRole('row')
		.filter({ hasText: basename(images[0]) })
		.first();
	writeFileSync(images[0], whole);
	await row.getByRole('button', { name: /^Start the run again/ }).click(PATIENCE);
	await stands(ben, 'Completed');
	await expect(count(ben, 'Images')).toHaveText('4');

	const out = failed.getByRole('button', { name: /^Take out/ });
	// A job takes those that it waited for with it.
	for (let left = await out.count(); left > 0; left = await out.count()) {
		await out.first().click();
		await expect.poll(() => out.count(), PATIENCE).toBeLessThan(left);
	}
	await expect(mia.getByRole('region', { name: 'Failed jobs' })).toContainText('None.');
	await Promise.all([ben, mia].map((page) => page.context().close()));
});

test('an image that is dropped half-written is waited for, and once whole is in the queue by itself', async ({
	browser
}) => {
	const { images, noise, catalogues } = writeSurvey(own.environment, 'watched', {
		epochs: 3,
		seed: 23
	});
	const background = images[5].replace('/images/', '/background/');
	const [image, ...maps] = setAside([images[5], noise[5], catalogues[5], background]);
	const ben = await person(browser, 'ben');
	await makeRun(ben, 'watched');
	await press(ben, 'Process');
	await stands(ben, 'Completed');
	const directory = join(own.environment.RAW_IMAGE_DIR, 'inbox-watched');
	mkdirSync(directory);
	await ben.getByLabel(/^Folder that is watched/).fill(directory);
	await press(ben, 'Watch for new epochs');
	await expect(ben.getByText(/^0 files; looked at/)).toBeVisible(PATIENCE);

	const mia = await person(browser, 'mia');
	await mia.goto('/inbox');
	dropHalf(image, directory);
	drop(maps, directory);
	const epoch = mia.getByRole('row').filter({ hasText: basename(image) });
	await expect(epoch).toContainText('Not whole yet', PATIENCE);
	await expect(epoch).toContainText('Waiting for files');
	const target = placeOf(image, directory);
	appendFileSync(target, readFileSync(image).subarray(readFileSync(target).length));
	await expect(epoch).toContainText('In the queue', PATIENCE);
	await expect(count(ben, 'Images')).toHaveText('6', PATIENCE);
	await mia.goto('/queues');
	await mia.getByRole('link', { name: 'watched: variables and new sources' }).first().click();
	await expect(
		mia
			.getByRole('table')
			.getByRole('link', { name: /^J\d{6}/ })
			.first()
	).toBeVisible();
	await Promise.all([ben, mia].map((page) => page.context().close()));
});

/** Files that are not there yet: away from where images are looked for. */
function setAside(paths: string[]): string[] {
	return paths.map((path) => {
		const away = placeOf(path, join(own.environment.CAUSTIC_DATA_DIR, 'later'));
		mkdirSync(dirname(away), { recursive: true });
		renameSync(path, away);
		return away;
	});
}
