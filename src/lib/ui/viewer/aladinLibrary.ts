/** The part of Aladin Lite 3 that we use, as it stands in its frame. Angles in degrees. */
export interface AladinLibrary {
	init: Promise<void>;
	aladin(element: HTMLElement, options: object): Aladin;
	HiPS(url: string): SkyLayer;
	image(url: string, options: object): SkyLayer;
	catalog(options: object): MarkLayer;
	graphicOverlay(options: object): ShapeLayer;
	source(ra: number, dec: number, about: object): object;
	polygon(corners: [number, number][], options?: object): object;
}

export interface Aladin {
	setBaseImageLayer(layer: SkyLayer): void;
	setOverlayImageLayer(layer: SkyLayer, name: string): void;
	removeImageLayer(name: string): void;
	addCatalog(layer: MarkLayer): void;
	addOverlay(layer: ShapeLayer): void;
	removeOverlay(layer: MarkLayer | ShapeLayer): void;
	gotoRaDec(ra: number, dec: number): void;
	setFoV(deg: number): void;
	on(what: 'objectClicked', listener: (mark: PickedMark | null) => void): void;
}

/** Opaque to us: made by the library and handed back to it. */
export interface SkyLayer {
	setOpacity(opacity: number): void;
}
export interface MarkLayer {
	addSources(marks: object[]): void;
}
export interface ShapeLayer {
	add(shape: object): void;
}
export interface PickedMark {
	data?: { name?: string; href?: string };
}

export interface AladinWindow extends Window {
	A?: AladinLibrary;
}
