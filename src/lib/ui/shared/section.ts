/** A part of Caustic, as the bar at the top leads to it. */
export interface Section {
	href: string;
	title: string;
	/** Not gone to every day: it stands in the menu, not in the bar. */
	rare?: boolean;
}
