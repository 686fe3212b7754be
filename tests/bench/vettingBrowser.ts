import { chromium, type Browser, type Page } from '@playwright/test';
import { startChild } from '../kit/child.ts';
import { startInstallation, type Installation } from '../kit/installation.ts';
import { percentile, type Row } from './report.ts';

const CLIENTS = 9;
/** Of each protocol client: a vote every second is somebody who does nothing else. */
const EVERY_MS = 1000;
const WANTED = 100;
const PASSWORD = 'a long bench password';
const CLASSES = ['ese', 'scintillation', 'agn', 'not-variable', 'artefact-epoch'];

interface Walk {
	/** Per verdict: from the last key of it to the next candidate on the screen, ms. */
	paintMs: number[];
	/** Per verdict: from the first key to the next candidate, ms. */
	verdictMs: number[];
	keys: number;
}

/** One person in a browser goes through a queue by keys while nine protocol clients vote in the same queue. */
export async function benchVettingBrowser(): Promise<Row[]> {
	const installation = await startInstallation([
		'--epochs',
		'12',
		'--sources',
		'600',
		'--npix',
		'512'
	]);
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu']
	});
	try {
		return await measure(installation, browser);
	} finally {
		await browser.close();
		await installation.stop();
	}
}

async function measure(installation: Installation, browser: Browser): Promise<Row[]> {
	const page = await signedIn(browser, installation);
	const queue = await firstQueue(page);
	const clients = await openClients(installation);
	const candidates = await candidatesOf(installation.origin, clients[0], queue);
	let voting = true;
	const votes = clients.map((cookie, person) =>
		voteOn({ origin: installation.origin, cookie, candidates, person }, () => voting)
	);
	const walk = await walkThrough(page, queue, Math.min(WANTED, candidates.length - 1));
	voting = false;
	const others = (await Promise.all(votes)).reduce((sum, n) => sum + n, 0);
	const verdicts = walk.paintMs.length;
	const company = `${CLIENTS} others gave ${others} votes meanwhile`;
	return [
		{ what: 'verdicts by keys', value: verdicts, unit: '', note: company },
		{ what: 'keys per verdict', value: walk.keys / verdicts, unit: '', note: 'wanted ≤ 2' },
		{
			what: 'next candidate painted p50',
			value: percentile(walk.paintMs, 50),
			unit: 'ms',
			note: 'from the last key'
		},
		{
			what: 'next candidate painted p95',
			value: percentile(walk.paintMs, 95),
			unit: 'ms',
			note: 'wanted ≤ 300'
		},
		{
			what: 'time per verdict p50',
			value: percentile(walk.verdictMs, 50),
			unit: 'ms',
			note: 'both keys, without thinking'
		}
	];
}

async function signedIn(browser: Browser, { origin, accounts }: Installation): Promise<Page> {
	const account = accounts.find(({ name }) => name === 'ben');
	const page = await (await browser.newContext({ baseURL: origin })).newPage();
	await page.goto('/sign-in');
	await page.getByLabel('User name').fill('ben');
	await page.getByLabel('Password').fill(account?.password ?? '');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL('**/queues');
	return page;
}

/** The run's own queue: the longest. */
async function firstQueue(page: Page): Promise<string> {
	const link = page.getByRole('link', { name: /variables and new sources/ });
	return (await link.first().getAttribute('href')) ?? '';
}

/** Session cookies of new accounts, signed in by the form. */
async function openClients({ origin, environment }: Installation): Promise<string[]> {
	const cookies: string[] = [];
	for (let n = 0; n < CLIENTS; n++) {
		const username = `vetter${n}`;
		const added = startChild('cli.js', ['adduser', username, '--role', 'vetter'], {
			...environment,
			CAUSTIC_PASSWORD: PASSWORD
		});
		await added.exited;
		const answer = await fetch(`${origin}/sign-in`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin },
			body: new URLSearchParams({ username, password: PASSWORD })
		});
		const [cookie] = answer.headers.getSetCookie().map((header) => header.split(';', 1)[0]);
		if (!cookie) throw new Error(`${username} could not sign in: ${answer.status}`);
		cookies.push(cookie);
	}
	return cookies;
}

async function candidatesOf(origin: string, cookie: string, queue: string): Promise<string[]> {
	const id = queue.split('/').at(-1);
	const ids: string[] = [];
	for (let page = 1; ; page++) {
		const answer = await fetch(`${origin}/api/v1/queues/${id}/candidates?page=${page}`, {
			headers: { cookie }
		});
		// Our own API's answer, in the shape of its schema.
		const { rows, total } = (await answer.json()) as { rows: { id: string }[]; total: number };
		ids.push(...rows.map((row) => row.id));
		if (ids.length >= total || rows.length === 0) return ids;
	}
}

/** Votes about once a second until told to stop; answers how many votes were taken. */
async function voteOn(
	client: { origin: string; cookie: string; candidates: string[]; person: number },
	goesOn: () => boolean
): Promise<number> {
	const { origin, cookie, candidates, person } = client;
	let taken = 0;
	for (let n = 0; goesOn(); n++) {
		const candidate = candidates[(n * 7 + person * 11) % candidates.length];
		const answer = await fetch(`${origin}/api/v1/candidates/${candidate}/vote`, {
			method: 'POST',
			headers: { cookie, origin, 'content-type': 'application/json' },
			body: JSON.stringify({ classKey: CLASSES[(n + person) % CLASSES.length] })
		});
		if (answer.ok) taken += 1;
		await new Promise((resolve) => setTimeout(resolve, EVERY_MS * (0.5 + (person % 3) / 3)));
	}
	return taken;
}

async function walkThrough(page: Page, queue: string, count: number): Promise<Walk> {
	await page.goto(`${queue}?show=todo`);
	await page.getByText('live', { exact: true }).waitFor({ timeout: 30_000 });
	await page.keyboard.press('n');
	await page.waitForURL(`**${queue}/*`);
	await page.getByText('live', { exact: true }).waitFor({ timeout: 30_000 });
	const walk: Walk = { paintMs: [], verdictMs: [], keys: 0 };
	for (let n = 0; n < count; n++) {
		// As long as a quick look takes: the page has time to fetch what comes next.
		await page.waitForTimeout(400);
		const painted = nextPainted(page);
		const startedAt = performance.now();
		await page.keyboard.press(['1', '2', '3', '0'][n % 4]);
		await page
			.getByText(/ — saved/)
			.first()
			.waitFor();
		await page.keyboard.press('n');
		walk.keys += 2;
		walk.paintMs.push(await painted);
		walk.verdictMs.push(performance.now() - startedAt);
	}
	return walk;
}

/** From the key that goes on to the frame that shows another object's name and light curve, in ms. */
function nextPainted(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const name = () => document.querySelector('h1')?.textContent;
				const before = name();
				let pressedAt = 0;
				const listen = (event: KeyboardEvent) => {
					if (event.key === 'n') pressedAt = performance.now();
				};
				addEventListener('keydown', listen, { capture: true });
				const look = () => {
					const isThere = name() !== before && document.querySelector('canvas') !== null;
					if (!pressedAt || !isThere) return void requestAnimationFrame(look);
					// Drawn with the frame that begins now, seen with the next.
					requestAnimationFrame(() => {
						removeEventListener('keydown', listen, { capture: true });
						resolve(performance.now() - pressedAt);
					});
				};
				requestAnimationFrame(look);
			})
	);
}
