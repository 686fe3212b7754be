import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { sourcesWithPixels } from './exploreQueries.ts';
import { fieldAt, FIELD_WITH_PIXELS } from './exploreSky.ts';
import { percentiles, type Visitor } from './exploreVisitor.ts';
import { type Row } from './report.ts';

const VISITS = 15;
const PAN_STEPS = 90;

/** What the pages note about themselves, ms since their navigation began. */
interface Noted {
	/** The last change of the document. */
	changedAt: number;
	/** The plane's first points in its canvas. */
	drawnAt: number;
	/** From each frame to the next while the plane is dragged. */
	frames: number[];
}

declare global {
	interface Window {
		noted: Noted;
	}
}

/** Pages in Chromium: when a person sees something, and when nothing changes any more. */
export async function benchPages(visitor: Visitor): Promise<Row[]> {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu']
	});
	try {
		const context = await signedIn(browser, visitor);
		return [
			...(await sourcePages(context)),
			...(await nextSources(context)),
			...(await plane(context))
		];
	} finally {
		await browser.close();
	}
}

async function signedIn(browser: Browser, { origin, cookie }: Visitor): Promise<BrowserContext> {
	const viewport = { width: 1440, height: 900 };
	const context = await browser.newContext({ baseURL: origin, viewport, serviceWorkers: 'block' });
	const [name, value] = cookie.split('=', 2);
	await context.addCookies([{ name, value, url: origin }]);
	await context.addInitScript(() => {
		window.noted = { changedAt: 0, drawnAt: 0, frames: [] };
		const everything = { subtree: true, childList: true, attributes: true, characterData: true };
		new MutationObserver(() => (window.noted.changedAt = performance.now())).observe(
			document,
			everything
		);
		type Put = CanvasRenderingContext2D['putImageData'];
		const put: Put = Reflect.get(CanvasRenderingContext2D.prototype, 'putImageData');
		CanvasRenderingContext2D.prototype.putImageData = function (...image: unknown[]) {
			window.noted.drawnAt ||= performance.now();
			// Handed on as it came.
			return put.apply(this, image as Parameters<Put>);
		};
	});
	return context;
}

/** A source's page, each time another source; the program itself is in the browser's cache after the first. */
async function sourcePages(context: BrowserContext): Promise<Row[]> {
	const page = await context.newPage();
	const painted: number[] = [];
	const complete: number[] = [];
	const [first, ...ids] = sourcesWithPixels(VISITS + 1);
	await page.goto(`/sources/${first}`);
	const firstVisit = await settledAt(page);
	for (const id of ids) {
		await page.goto(`/sources/${id}`);
		complete.push(await settledAt(page));
		painted.push(
			await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime)
		);
	}
	await page.close();
	return [
		...percentiles('source page, first paint', painted, 'in Chromium'),
		...percentiles(
			'source page complete',
			complete,
			'wanted ≤ 500 ms; last change and last answer, stamps in view included'
		),
		{
			...{ what: 'source page complete, first visit', value: firstVisit, unit: 'ms' },
			note: 'nothing in the browser’s cache'
		}
	];
}

/** From one source of a query to the next, as people go through them: the page stays, what it shows is another. */
async function nextSources(context: BrowserContext): Promise<Row[]> {
	const page = await context.newPage();
	const { ra, dec } = fieldAt(FIELD_WITH_PIXELS);
	const question = `run=latest&at=${ra}+${dec}&radius=1&radiusUnit=deg`;
	await page.goto(`/sources?${question}`);
	const first = page
		.getByRole('table')
		.getByRole('link', { name: /^J\d{6}/ })
		.first();
	const address = new URL(String(await first.getAttribute('href')), page.url());
	await page.goto(`${address.pathname}?${question}`);
	await settledAt(page);
	const times: number[] = [];
	for (let visit = 0; visit < VISITS; visit++) {
		const next = page.getByRole('link', { name: 'Next source' });
		const from = String(await next.getAttribute('href'));
		const startedAt = await next.evaluate((link: HTMLElement) => {
			performance.clearResourceTimings();
			const now = performance.now();
			link.click();
			return now;
		});
		await page.waitForURL(`**${from}`);
		times.push((await settledAt(page)) - startedAt);
	}
	await page.close();
	return percentiles(
		'next source of a query',
		times,
		'last change and last answer since the click'
	);
}

/** When the document last changed or an answer last came, once neither has happened for half a second. */
function settledAt(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				function look() {
					const entries = [
						...performance.getEntriesByType('navigation'),
						...performance.getEntriesByType('resource')
					];
					// Both kinds are of this type.
					const ends = (entries as PerformanceResourceTiming[]).map((entry) => entry.responseEnd);
					const last = Math.max(window.noted.changedAt, ...ends);
					const now = performance.now();
					if (now - last > 500 || now > 20_000) resolve(last);
					else setTimeout(look, 50);
				}
				look();
			})
	);
}

/** The η–V plane of the whole run: its first points, then frames while it is dragged. */
async function plane(context: BrowserContext): Promise<Row[]> {
	const page = await context.newPage();
	await page.goto('/eta-v?run=latest');
	await page.getByText(/in view/).waitFor({ timeout: 60_000 });
	const drawnAt = await page.evaluate(() => window.noted.drawnAt);
	const points = await page.getByText(/in view/).innerText();
	await settledAt(page);
	const frames = await framesOfDrag(page);
	await page.close();
	return [
		{ what: 'η–V plane, first draw', value: drawnAt, unit: 'ms', note: points },
		...percentiles(
			'η–V plane, frame of a drag',
			frames,
			'from frame to frame; 16.7 is the screen’s'
		)
	];
}

async function framesOfDrag(page: Page): Promise<number[]> {
	const box = await page.getByRole('application', { name: /^η–V plane/ }).boundingBox();
	if (!box) throw new Error('The plane has no place on the page.');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.evaluate(() => {
		let last = performance.now();
		const tick = (now: number) => {
			window.noted.frames.push(now - last);
			last = now;
			requestAnimationFrame(tick);
		};
		requestAnimationFrame(tick);
	});
	for (let k = 0; k < PAN_STEPS; k++)
		await page.mouse.move(x + 150 * Math.sin(k / 10), y + 60 * Math.cos(k / 7));
	const frames = await page.evaluate(() => window.noted.frames);
	await page.mouse.up();
	return frames.slice(1);
}
