import { appears, browserLacks } from './frame.ts';
import type { Js9, Js9Image, Js9Window } from './js9Library.ts';

/** One image side by side with others: its FITS file and what it is drawn over with. */
export interface Pane {
	/** Of a FITS file on our own origin. */
	address: string;
	regions: string;
}

export interface Stretch {
	/** Jy/beam. */
	low: number;
	high: number;
	scale: string;
	colormap: string;
	inverted: boolean;
}

export interface Pointed {
	pane: number;
	ra: number;
	dec: number;
	/** Jy/beam; NaN where nothing was measured. */
	value: number;
}

interface Listeners {
	onpoint: (at: Pointed) => void;
	onpick: (at: Pointed) => void;
}

/** JS9 in a frame of its own; taking the frame away takes everything of it away. */
export interface ImageViewer {
	/** Loads what is not there yet; one pane or two, which then pan and zoom together. */
	show(panes: readonly Pane[]): Promise<void>;
	draw(panes: readonly Pane[]): void;
	stretch(to: Stretch): void;
	zoom(to: number | 'in' | 'out' | 'toFit', centre: { ra: number; dec: number } | null): void;
}

const IDS = ['first', 'second'] as const;
/** Narrower than this two images stand one below the other. */
const SIDE_BY_SIDE_PX = 560;
const TALLEST_PX = 560;

/** Starts JS9 in a frame whose page is /viewer/js9. @throws Error with a sentence for the person */
export async function openJs9(
	frame: HTMLIFrameElement,
	listeners: Listeners
): Promise<ImageViewer> {
	const lacking = browserLacks('WebAssembly');
	if (lacking) throw new Error(lacking);
	const ready = await appears(() => readyIn(frame));
	if (!ready) throw new Error('The image viewer did not start. Load the page again.');
	const { js9, view } = ready;
	listen(js9, view.document, listeners);
	addDisplays(view.document);
	js9.AddDivs(...IDS);
	return viewerOf(js9, frame, view);
}

function readyIn(
	frame: HTMLIFrameElement
): { js9: Js9; view: Js9Window & typeof globalThis } | null {
	// The frame's page is ours and loads JS9.
	const view = frame.contentWindow as (Js9Window & typeof globalThis) | null;
	return view?.JS9?.inited && view.JS9.fits?.ready ? { js9: view.JS9, view } : null;
}

function addDisplays(page: Document): void {
	const views = page.createElement('div');
	views.id = 'views';
	for (const id of IDS) {
		const display = page.createElement('div');
		display.className = 'JS9';
		display.id = id;
		display.dataset.width = display.dataset.height = '300px';
		const around = page.createElement('div');
		around.append(display);
		views.append(around);
	}
	page.body.replaceChildren(views);
}

/** A press that goes this far is a drag, pixels. */
const DRAG_PX = 4;

function listen(js9: Js9, page: Document, { onpoint, onpick }: Listeners): void {
	let last: Pointed | null = null;
	let pressed = { x: 0, y: 0 };
	function onmousemove(image: Js9Image, at: { x: number; y: number }): void {
		const on = { display: image.display.id };
		const { ra, dec } = js9.PixToWCS(at.x, at.y, on);
		const pane = IDS.findIndex((id) => id === on.display);
		last = { pane, ra, dec, value: js9.GetValPos(at, on).val };
		onpoint(last);
	}
	// JS9 makes an object of it, which it cannot of an arrow function.
	js9.RegisterPlugin('Caustic', 'Readout', function start() {}, { onmousemove, winDims: [0, 0] });
	// JS9 keeps clicks on regions to itself; these come before it.
	page.addEventListener('mousedown', ({ x, y }) => (pressed = { x, y }), true);
	page.addEventListener(
		'mouseup',
		({ x, y }) => {
			const isClick = Math.hypot(x - pressed.x, y - pressed.y) < DRAG_PX;
			if (isClick && last) onpick(last);
		},
		true
	);
}

function viewerOf(
	js9: Js9,
	frame: HTMLIFrameElement,
	view: Window & typeof globalThis
): ImageViewer {
	const loaded: (string | null)[] = [null, null];
	const isInverted = [false, false];
	let count = 1;
	let stretched: Stretch | null = null;
	const on = (pane: number) => ({ display: IDS[pane] });
	const shown = () => [...loaded.keys()].filter((pane) => pane < count && loaded[pane] !== null);

	function layOut(): void {
		const width = frame.clientWidth;
		const columns = count === 2 && width >= SIDE_BY_SIDE_PX ? 2 : 1;
		const paneWidth = Math.floor(width / columns) - (columns - 1);
		const paneHeight = Math.min(paneWidth, TALLEST_PX);
		frame.style.height = `${paneHeight * (columns === 2 ? 1 : count)}px`;
		const views = view.document.getElementById('views');
		if (views) views.style.flexDirection = columns === 2 ? 'row' : 'column';
		IDS.forEach((id, pane) => {
			const around = view.document.getElementById(id)?.parentElement;
			if (around) around.hidden = pane >= count;
			if (pane < count) js9.ResizeDisplay(id, paneWidth, paneHeight);
		});
	}

	async function load(pane: number, address: string): Promise<Js9Image> {
		if (loaded[pane] !== null) js9.CloseImage({ clear: true }, on(pane));
		loaded[pane] = null;
		isInverted[pane] = false;
		// Fetched by the frame: JS9 knows only blobs of its own window.
		const response = await view.fetch(address);
		if (!response.ok) throw new Error(await refusalIn(response));
		const fits = await response.blob();
		const image = await new Promise<Js9Image>((resolve) => {
			js9.Load(fits, { file: `${IDS[pane]}.fits`, onload: resolve, zoom: 'toFit' }, on(pane));
		});
		js9.SetWCSSys('ICRS', on(pane));
		loaded[pane] = address;
		return image;
	}

	function stretchPane(pane: number, { low, high, scale, colormap, inverted }: Stretch): void {
		js9.SetScale(scale, low, high, on(pane));
		js9.SetColormap(colormap, on(pane));
		// The one name that does not set but turns round.
		if (inverted !== isInverted[pane]) js9.SetColormap('invert', on(pane));
		isInverted[pane] = inverted;
	}

	function draw(panes: readonly Pane[]): void {
		for (const pane of shown()) {
			js9.RemoveRegions('all', on(pane));
			const { regions } = panes[pane];
			if (regions) js9.AddRegions(regions, {}, on(pane));
		}
	}

	new view.ResizeObserver(() => layOut()).observe(frame);
	return {
		async show(panes) {
			count = panes.length;
			layOut();
			const images: Js9Image[] = [];
			for (const [pane, { address }] of panes.entries())
				if (loaded[pane] !== address) images.push(await load(pane, address));
			for (const pane of shown()) if (stretched) stretchPane(pane, stretched);
			draw(panes);
			if (panes.length === 2 && images.length) link();
		},
		draw,
		stretch(to) {
			stretched = to;
			for (const pane of shown()) stretchPane(pane, to);
		},
		zoom(to, centre) {
			for (const pane of shown()) js9.SetZoom(to, on(pane));
			// Last, as each zoom of a linked image moves the other one.
			for (const pane of shown()) if (centre) js9.SetPan(centre, on(pane));
		}
	};

	function link(): void {
		const both = IDS.map((id) => `${id}.fits`);
		js9.SyncImages(['pan', 'zoom'], both, { reciprocate: true }, on(0));
	}
}

async function refusalIn(response: Response): Promise<string> {
	const answer: unknown = await response.json().catch(() => null);
	const isRefusal = typeof answer === 'object' && answer !== null && 'message' in answer;
	return isRefusal ? String(answer.message) : 'The cutout could not be fetched. Try again.';
}
