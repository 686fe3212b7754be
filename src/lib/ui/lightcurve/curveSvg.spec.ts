import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { Annotation } from '#schema/annotation.ts';
import type { LightCurve } from '#schema/source.ts';
import { epochPairs } from '#science/lightcurve/epochPairs.ts';
import { curveSvg, PICTURE } from './curveSvg.ts';
import { fluxTitle, timeTitle } from './curveWords.ts';
import { lightCurve } from './lightCurve.fixture.ts';
import { pairGraphSvg } from './pairGraphSvg.ts';
import { pairLayout } from './pairLayout.ts';
import type { Palette } from './palette.ts';
import { bandsOf, drawCurve, type CurveLook } from './series.ts';

const colours: Palette = {
	ink: 'rgb(1, 1, 1)',
	faint: 'rgb(2, 2, 2)',
	line: 'rgb(3, 3, 3)',
	grid: 'rgb(4, 4, 4)',
	paper: 'rgb(250, 250, 250)',
	raised: 'rgb(240, 240, 240)',
	accent: 'rgb(0, 0, 200)',
	warn: 'rgb(200, 100, 0)',
	bad: 'rgb(200, 0, 0)',
	bands: ['rgb(10, 0, 0)', 'rgb(20, 0, 0)', 'rgb(30, 0, 0)', 'rgb(40, 0, 0)'],
	labels: []
};
const plain: CurveLook = {
	flux: 'peak',
	normalised: false,
	logarithmic: false,
	limits: false,
	sigma: 3,
	rms: false,
	hiddenMhz: [],
	fold: null
};

interface Node {
	name: string;
	attributes: Record<string, string>;
	children: Node[];
	text: string;
}

/** The picture as a tree, by a parser that takes well-formed XML only. */
function parsed(svg: string): Node {
	const root: Node = { name: '', attributes: {}, children: [], text: '' };
	const open = [root];
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		const node: Node = { name, attributes: { ...attributes }, children: [], text: '' };
		open[open.length - 1].children.push(node);
		open.push(node);
	});
	parser.on('text', (text) => (open[open.length - 1].text += text));
	parser.on('closetag', () => open.pop());
	parser.write(svg).close();
	return root.children[0];
}

function all(node: Node, name: string): Node[] {
	return node.children.flatMap((child) => [
		...(child.name === name ? [child] : []),
		...all(child, name)
	]);
}

const part = (svg: Node, name: string) =>
	all(svg, 'g').filter(({ attributes }) => attributes['data-part'] === name);
const words = (svg: Node) => all(svg, 'text').map(({ text }) => text);

function draw(
	curve: LightCurve,
	{
		annotations = [],
		shown,
		name = 'J0101−4501',
		...how
	}: Partial<CurveLook> & {
		annotations?: Annotation[];
		shown?: { min: number; max: number };
		name?: string;
	} = {}
): Node {
	const look = { ...plain, ...how };
	const drawing = {
		drawn: drawCurve(curve, look),
		fluxTitle: fluxTitle(look),
		timeTitle: timeTitle(look),
		isLogarithmic: look.logarithmic,
		isFolded: look.fold !== null,
		annotations,
		picking: null,
		marked: new Map([[0, 'bad' as const]])
	};
	return parsed(curveSvg({ drawing, name, shown, colours }));
}

const curve = lightCurve({
	mjd: [59000, 59010, 59020, 59030],
	fluxPeak: [10, 1, 8, 12],
	fluxPeakErr: [1, 1, Number.NaN, 2],
	localRms: [0.5, 0.5, 0.5, 0.5],
	forced: [false, true, false, false],
	frequencyMhz: [888, 888, 888, 1368]
});

test('each epoch has its marker and its error bar, in the group of its band and kind', () => {
	const svg = draw(curve);
	const groups = ['detected', 'forced'].flatMap((kind) => part(svg, kind));
	expect(groups.map(({ attributes }) => attributes['data-mhz']).sort()).toEqual([
		'1368',
		'888',
		'888'
	]);
	expect(groups.flatMap((group) => all(group, 'path'))).toHaveLength(4);
	// The third has no error.
	expect(groups.flatMap((group) => all(group, 'line'))).toHaveLength(3);
});

test('an error bar spans the flux plus and minus its error on the scale of the axis', () => {
	const svg = draw(curve);
	const [bar] = all(part(svg, 'detected')[0], 'line').map(({ attributes }) => attributes);
	const ticks = all(svg, 'text').filter(({ attributes }) => attributes['text-anchor'] === 'end');
	const at = (said: string) => Number(ticks.find(({ text }) => text === said)?.attributes.y) - 4;
	const perMjy = (at('0') - at('10')) / 10;
	expect((Number(bar.y1) - Number(bar.y2)) / perMjy).toBeCloseTo(2, 2);
	expect((at('0') - (Number(bar.y1) + Number(bar.y2)) / 2) / perMjy).toBeCloseTo(10, 2);
});

test('axes have titles with units and ticks with dates, the legend every band and kind', () => {
	const svg = draw(curve);
	expect(words(svg)).toEqual(
		expect.arrayContaining([
			'J0101−4501',
			'Peak flux, mJy/beam',
			'MJD (UTC)',
			'59000',
			'2020-05-31'
		])
	);
	expect(words(part(svg, 'legend')[0])).toEqual([
		'888 MHz detected',
		'888 MHz forced',
		'1368 MHz detected'
	]);
	expect(all(svg, 'title').map(({ text }) => text)).toEqual(['Light curve of J0101−4501']);
});

test('limits have an arrow as well as a marker, marked images a cross', () => {
	const svg = draw(curve, { limits: true, rms: true });
	expect(all(part(svg, 'limit')[0], 'path')).toHaveLength(2);
	expect(words(part(svg, 'legend')[0])).toContain('888 MHz upper limit');
	const signs = part(svg, 'signs')[0];
	expect([all(signs, 'line').length, all(signs, 'path').length]).toEqual([4, 1]);
});

test('only what is zoomed to is drawn', () => {
	const svg = draw(curve, { shown: { min: 59005, max: 59025 } });
	const kinds = [...part(svg, 'detected'), ...part(svg, 'forced')];
	expect(kinds.flatMap((group) => all(group, 'path'))).toHaveLength(2);
});

test('annotations stand at their times with their words, whatever these are', () => {
	const text = '<script>alert("1 & 2")</script>\u0000';
	const note = { kind: 'interval', fromMjd: 59005, toMjd: 59015, byId: 'a', byName: 'A', at: '' };
	const svg = draw(curve, { annotations: [{ ...note, kind: 'interval', text }] });
	expect(words(part(svg, 'annotations')[0])).toEqual(['<script>alert("1 & 2")</script>']);
	expect(all(svg, 'script')).toEqual([]);
	// Folded, no date is left to stand at.
	const folded = draw(curve, {
		annotations: [{ ...note, kind: 'interval', text }],
		fold: { periodDays: 7, zeroMjd: 59000 }
	});
	expect(words(part(folded, 'annotations')[0])).toEqual([]);
});

test('everything is within the picture, whatever the curve', () => {
	const nan = Number.NaN;
	const curves = [
		curve,
		lightCurve({ mjd: [] }),
		lightCurve({ mjd: [59000] }),
		lightCurve({ mjd: [1, 1, 1], fluxPeak: [-5, -6, -7] }),
		lightCurve({ mjd: [1, 2], fluxPeak: [3, nan], fluxPeakErr: [nan, nan], localRms: [nan, nan] }),
		lightCurve({ mjd: [1, 2, 3], fluxPeak: [1e-5, 1e4, 7], fluxPeakErr: [1, 1, 1] })
	];
	for (const each of curves) {
		for (const how of [{}, { logarithmic: true }, { fold: { periodDays: 2, zeroMjd: 0 } }]) {
			const svg = draw(each, { ...how, limits: true, rms: true });
			const bars = all(svg, 'line').flatMap(({ attributes: { x1, x2, y1, y2 } }) => [
				[x1, PICTURE.width],
				[x2, PICTURE.width],
				[y1, PICTURE.height],
				[y2, PICTURE.height]
			]);
			for (const [value, most] of bars) {
				expect(Number(value)).toBeGreaterThanOrEqual(-5);
				expect(Number(value)).toBeLessThanOrEqual(Number(most));
			}
			expect(JSON.stringify(svg)).not.toMatch(/NaN|Infinity/);
		}
	}
});

test('the pair graph has every epoch in time order from the top, and an edge for each pair', () => {
	const three = lightCurve({ mjd: [3, 1, 2], fluxPeak: [20, 10, 10], fluxPeakErr: [1, 1, 1] });
	const bands = bandsOf(three);
	const { pairs } = epochPairs(
		{ mjd: three.mjd, flux: three.fluxPeak, error: three.fluxPeakErr },
		bands.map(({ rows }) => rows),
		{ minAbsVs: 4.3, minAbsM: 0.26, most: 100 }
	);
	const layout = pairLayout(three, bands, pairs);
	expect(layout.nodes.map(({ index }) => index)).toEqual([1, 2, 0]);
	expect(layout.nodes[0]).toMatchObject({ x: 0, y: -100 });
	const svg = parsed(pairGraphSvg(layout, { name: 'A & B', caption: '2 pairs', colours }));
	expect(all(svg, 'line')).toHaveLength(2);
	expect(words(svg)).toEqual(['A & B', '2 pairs', '2', '3', '1']);
});

test('of many epochs the graph shows those that are in a pair', () => {
	const n = 200;
	const many = lightCurve({
		mjd: Array.from({ length: n }, (_, i) => i),
		fluxPeak: Array.from({ length: n }, (_, i) => (i === 50 ? 40 : 10))
	});
	const pair = { a: 20, b: 50, vs: -20, m: -1.2 };
	const { nodes, edges } = pairLayout(many, bandsOf(many), [pair]);
	expect(nodes.map(({ index }) => index)).toEqual([20, 50]);
	expect(edges).toHaveLength(1);
});
