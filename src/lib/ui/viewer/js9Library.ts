/** The part of JS9 (js9.si.edu) that we use, as it stands in its frame. */
export interface Js9 {
	inited?: boolean;
	/** The part that reads FITS, compiled after the rest has started. */
	fits?: { ready?: boolean };
	AddDivs(...ids: string[]): void;
	RegisterPlugin(
		xclass: string,
		name: string,
		start: () => void,
		callbacks: Record<string, unknown>
	): void;
	Load(file: Blob, options: object, on: OnDisplay): void;
	CloseImage(options: object, on: OnDisplay): void;
	ResizeDisplay(id: string, width: number, height: number): void;
	SetZoom(zoom: number | 'in' | 'out' | 'toFit', on: OnDisplay): void;
	SetPan(at: { ra: number; dec: number }, on: OnDisplay): void;
	SetScale(scale: string, low: number, high: number, on: OnDisplay): void;
	SetColormap(name: string, on: OnDisplay): void;
	SetWCSSys(system: string, on: OnDisplay): void;
	AddRegions(regions: string, options: object, on: OnDisplay): void;
	RemoveRegions(which: 'all', on: OnDisplay): void;
	SyncImages(what: string[], images: string[], options: object, on: OnDisplay): void;
	PixToWCS(x: number, y: number, on: OnDisplay): { ra: number; dec: number };
	GetValPos(at: { x: number; y: number }, on: OnDisplay): { val: number };
}

export interface OnDisplay {
	display: string;
}

export interface Js9Image {
	id: string;
	display: { id: string };
}

export interface Js9Window extends Window {
	JS9?: Js9;
}
