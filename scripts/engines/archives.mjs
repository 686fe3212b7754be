import { promisify } from 'node:util';
import { gunzip, inflateRaw } from 'node:zlib';

/** The file in a zip (a Python wheel is one) whose name ends with `suffix`. */
export async function fileFromZip(zip, suffix) {
	for (const entry of zipEntries(zip)) {
		if (!entry.name.endsWith(suffix)) continue;
		// The local header repeats the name, but its extra field may have another length.
		const start =
			entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
		const packed = zip.subarray(start, start + entry.packedLength);
		return entry.method === 0 ? packed : promisify(inflateRaw)(packed);
	}
	throw new Error(`there is no ${suffix} in the archive`);
}

/** The file in a .tar.gz whose name ends with `suffix`. */
export async function fileFromTarball(tarball, suffix) {
	const tar = await promisify(gunzip)(tarball);
	for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
		const name = cString(tar.subarray(at + 345, at + 500)) + cString(tar.subarray(at, at + 100));
		const length = parseInt(cString(tar.subarray(at + 124, at + 136)), 8);
		if (name.endsWith(suffix)) return tar.subarray(at + 512, at + 512 + length);
		at += 512 + Math.ceil(length / 512) * 512;
	}
	throw new Error(`there is no ${suffix} in the archive`);
}

// The central directory (APPNOTE.TXT 4.3.12), found from the end record's signature backwards.
function* zipEntries(zip) {
	const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0) throw new Error('the archive is cut short');
	let at = zip.readUInt32LE(end + 16);
	for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
		const nameLength = zip.readUInt16LE(at + 28);
		yield {
			name: zip.toString('utf8', at + 46, at + 46 + nameLength),
			method: zip.readUInt16LE(at + 10),
			packedLength: zip.readUInt32LE(at + 20),
			offset: zip.readUInt32LE(at + 42)
		};
		at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
}

function cString(bytes) {
	const end = bytes.indexOf(0);
	return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}
