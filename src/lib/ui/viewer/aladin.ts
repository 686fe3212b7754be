import type {
	Aladin,
	AladinLibrary,
	AladinWindow,
	MarkLayer,
	ShapeLayer,
	SkyLayer
} from './aladinLibrary.ts';
import { appears, browserLacks } from './frame.ts';

/** Something that can be pointed at on the sky. */
export interface SkyMark {
	ra: number;
	dec: number;
	name: string;
	/** Its page; none for rows of catalogues. */
	href: string | null;
}

export interface MarkGroup {
	/** Names the layer. */
	title: string;
	colour: string;
	shape: 'circle' | 'square' | 'cross' | 'triangle';
	marks: readonly SkyMark[];
}

/** What stands over the sky. */
export interface SkyOverlay {
	groups: readonly MarkGroup[];
	/** Corners of each footprint. */
	footprints: readonly { ra: number; dec: number }[][];
}

export interface SkyViewer {
	/** The survey behind everything; null for none, and nothing is fetched then. */
	survey(url: string | null): void;
	/** A FITS file of our own origin over it; null for none. */
	image(fits: { address: string; low: number; high: number } | null): void;
	overlay(shown: SkyOverlay): void;
	goTo(ra: number, dec: number, fovDeg: number): void;
}

const OWN_IMAGE = 'own';
const SURVEY = 'survey';

/** Starts Aladin Lite in a frame whose page is /viewer/sky. @throws Error with a sentence for the person */
export async function openAladin(
	frame: HTMLIFrameElement,
	onpick: (mark: { name: string; href: string | null } | null) => void
): Promise<SkyViewer> {
	const lacking = browserLacks('WebAssembly') ?? browserLacks('WebGL2');
	if (lacking) throw new Error(lacking);
	const library = await appears(() => libraryIn(frame.contentWindow));
	const page = frame.contentDocument;
	if (!library || !page) throw new Error('The sky view did not start. Load the page again.');
	await library.init;
	const place = page.createElement('div');
	place.id = 'sky';
	page.body.replaceChildren(place);
	const aladin = library.aladin(place, OPTIONS);
	aladin.on('objectClicked', (mark) => {
		const about = mark?.data;
		onpick(about?.name === undefined ? null : { name: about.name, href: about.href ?? null });
	});
	return viewerOf(library, aladin);
}

function libraryIn(view: AladinWindow | null): AladinLibrary | undefined {
	return view?.A;
}

/** Without a survey nothing is fetched; without the rest nobody is told of what is looked at. */
const OPTIONS = {
	survey: [],
	cooFrame: 'ICRS',
	projection: 'TAN',
	fov: 0.3,
	showCooGrid: true,
	gridOptions: { color: '#5b7fa6', opacity: 0.6 },
	reticleColor: '#ff5f4f',
	backgroundColor: 'rgb(5, 7, 10)',
	log: false,
	showLayersControl: false,
	showGotoControl: false,
	showShareControl: false,
	showSimbadPointerControl: false,
	showContextMenu: false,
	showFullscreenControl: false,
	showSettingsControl: false,
	showProjectionControl: false,
	showFrame: false
} as const;

function viewerOf(library: AladinLibrary, aladin: Aladin): SkyViewer {
	let overlays: (MarkLayer | ShapeLayer)[] = [];
	let layers: Partial<Record<string, string>> = {};

	/** Only what is another one than before: every layer is fetched anew. */
	function put(name: string, address: string | null, make: (address: string) => SkyLayer): void {
		if ((layers[name] ?? null) === address) return;
		if (layers[name] !== undefined) aladin.removeImageLayer(name);
		layers = { ...layers, [name]: address ?? undefined };
		if (address !== null) aladin.setOverlayImageLayer(make(address), name);
	}

	return {
		survey(url) {
			// With options beside the address it would not read the survey's properties.
			put(SURVEY, url, (address) => library.HiPS(address));
		},
		image(fits) {
			put(OWN_IMAGE, fits && fits.address, (address) =>
				library.image(address, {
					imgFormat: 'fits',
					name: 'our image',
					minCut: fits?.low,
					maxCut: fits?.high,
					colormap: 'grayscale'
				})
			);
		},
		overlay({ groups, footprints }) {
			for (const layer of overlays) aladin.removeOverlay(layer);
			overlays = [];
			const shapes = library.graphicOverlay({ color: '#e69f00', lineWidth: 2, name: 'footprints' });
			aladin.addOverlay(shapes);
			for (const corners of footprints)
				shapes.add(library.polygon(corners.map(({ ra, dec }) => [ra, dec])));
			overlays.push(shapes);
			for (const { title, colour, shape, marks } of groups) {
				const layer = library.catalog({
					name: title,
					color: colour,
					shape,
					sourceSize: 14
				});
				aladin.addCatalog(layer);
				layer.addSources(
					marks.map(({ ra, dec, name, href }) => library.source(ra, dec, { name, href }))
				);
				overlays.push(layer);
			}
		},
		goTo(ra, dec, fovDeg) {
			aladin.gotoRaDec(ra, dec);
			aladin.setFoV(fovDeg);
		}
	};
}
