/** One component as Selavy writes it; what is not given is that of a point source of 10 mJy. */
export interface SelavyComponent {
	component_id: string;
	[column: string]: string | number;
}

const USUAL: Record<string, string | number> = {
	island_id: 'island_1',
	component_id: '',
	component_name: 'J100005-300058',
	ra_deg_cont: 150.020833,
	dec_deg_cont: -30.016112,
	ra_err: 0.02,
	dec_err: 0.03,
	flux_peak: 10,
	flux_peak_err: 0.2,
	flux_int: 11,
	flux_int_err: 0.4,
	maj_axis: 15.5,
	min_axis: 10.5,
	pos_ang: 12,
	maj_axis_err: 0.1,
	min_axis_err: 0.2,
	pos_ang_err: 3,
	maj_axis_deconv: 1,
	min_axis_deconv: 0,
	pos_ang_deconv: 45,
	chi_squared_fit: 90.5,
	spectral_index: -99,
	rms_image: 0.25,
	has_siblings: 0,
	spectral_index_from_TT: 1,
	flag_c4: 0
};

/** A catalogue in Selavy's fixed-width text. */
export function selavyText(components: SelavyComponent[], comment = ''): string {
	const columns = Object.keys(USUAL);
	const rows = components.map((component) => {
		const cells = columns.map((column) => String(component[column] ?? USUAL[column]));
		return `   ${cells.join('   ')}  ${comment}`;
	});
	const units = '#  --   --   [deg]';
	return [`# ${columns.join('  ')}   comment`, units, ...rows, ''].join('\n');
}
