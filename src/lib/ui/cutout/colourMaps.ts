/** How intensities are coloured. Stamps come in grey and are coloured by the browser, so that another map needs no fetching. */
export const COLOUR_MAPS = {
	grey: { title: 'Grey', js9: 'grey', inverted: false, colours: [] },
	inverted: {
		title: 'Grey, dark on light',
		js9: 'grey',
		inverted: true,
		colours: ['#ffffff', '#000000']
	},
	viridis: {
		title: 'Viridis',
		js9: 'viridis',
		inverted: false,
		colours: '440154 472d7b 3b528b 2c728e 21918c 28ae80 5ec962 addc30 fde725'.split(' ')
	},
	inferno: {
		title: 'Inferno',
		js9: 'inferno',
		inverted: false,
		colours: '000004 210c4a 57106e 8a226a bc3754 e45a31 f98e09 f9cb35 fcffa4'.split(' ')
	}
} as const satisfies Record<
	string,
	{ title: string; js9: string; inverted: boolean; colours: readonly string[] }
>;
export type ColourMap = keyof typeof COLOUR_MAPS;

export function isColourMap(name: string): name is ColourMap {
	return name in COLOUR_MAPS;
}

/** Table values of one channel (0 red, 1 green, 2 blue) for an SVG filter, from the faintest to the brightest. */
export function channelTable(colours: readonly string[], channel: 0 | 1 | 2): string {
	return colours
		.map((colour) => {
			const hex = colour.replace('#', '').slice(channel * 2, channel * 2 + 2);
			return (Number.parseInt(hex, 16) / 255).toFixed(3);
		})
		.join(' ');
}
