// The procedures that ship as they were proved: the hash of each, and the years. Written by
// `npm run check:procedures -- --write`, which walks all their states first; CI does it anew for each change.

export const PROVED: {
  readonly from: number
  readonly to: number
  readonly calendar: string
  readonly procedures: Readonly<Record<string, string>>
} = {
  from: 2026,
  to: 2028,
  calendar: 'eaec6f2363eae8f367e9b37ada9a72c8f5d49271f67320c97f86522bf8fa456a',
  procedures: {
    'dien-hinh@1': '18b8a158cb27fce5b0d9c76376b0c66664e7f16ea26bd4edb7659451eaae219d',
    'an-toan@1': '1bc2225646f0438aba632b35b76c50f675c01ac2a4372e28a12a2008b127b9c6',
    'phan-loai@1': 'f07091d06908fc3f190d7054a235095e57c13916c5f2d11dbabe98a8dc6e0d92',
    'ke-hoach@1': '1aaaeeea49f4a1fce0d85cf9c128d489b13d13a7cac43e0f73a3d1596c728e7c',
    'nhiem-vu@1': 'e94c1ec5ea3393da4c34764b7585f58b9769fbfb24c413e587d6190b5ec3a7ad',
    'bao-cao-6-thang@1': 'ab64146fbd08b6d30c74348fc4c81d91e83a45ff683a059362d6e264025dd7d2',
    'bao-cao-nam@1': '869121614f1f99d59bc1b4c61809048c5f0556d5a8a1561052a9c956aa666bfc',
    'bao-cao-dot-xuat@1': 'ed970fd977f268a29e302911749db098a1ce93e6d63f8eecf28b17e3504104df',
    'ngay-hoi@1': 'c2dc2e4fc019e2cb41023918c68d06986c49bfa813f4e62c289a449a160009a6',
    'su-kien@1': '73069c700f3d9e6e8fb0410de36460bfa054f1f09573a8d38676c73c34ff4ed2',
    'kiem-tra@1': '460ac190a3666012db6aa969b73aa8965aca1207fe9aabf64eaf607309646442',
    'du-toan@1': '3d810ab2ee846c43ea84852f97cd71c1ece450ed1e7f10c9a6482e6bfd5fb6a1',
    'chi@1': '41933b02445c9171af175b326d10d8b59659b9638acaeec814d5ae4815cd9a8e',
    'mo-hinh@1': 'bc828f22afa781a63a714e978d266f4a042ac9901e0cba17b228cb206310eb2f',
    'mo-hinh-ra-soat@1': '88ef3e988b963b6b583c3d144e22606a5209b3c30ec9de5a0ae456172f0aaf18',
    'dan-van-kheo@1': 'c61bf6c3899eed97f862ad3a56876f9a36f5efbd28129e9f391f6e52a3534755',
    'khen-thuong@1': '92691b5c1d5ef04cf87fb33e720da98429508fd260469787e40b55841dcefb12',
    'cam-ket@1': 'ba905ea0b6b08b87cc911497fec88044e2c91bf171e57a6c9ea1a380d14aff07',
    'phoi-hop@1': '7681c09fbc5f355dcb46cc3e702c72b68bdc633c9cde61e3f8c06048d0ecd0f6',
    'kien-toan@1': '38f1d8786f8cc3733e4000fce488e439955bc1d0dc8cc4258d4998959d286995',
    'phan-anh@1': '9e9bc3401efc9d785db9a63986d3e568e4c60c187c8d5e807a1b03e85594eebe',
    'hoa-giai@1': 'd83eace0288a126a07997d2a639253501d05b589ba24accc041dfb3fea1fae85',
    'khong-ma-tuy@1': '3edf5e125c4cf8abc0e78fe49afdf8f0452e8b02c4f58c1313a24c646b933b08',
    'cong-an-kieu-mau@1': '39e8b48805a428e3da36b4f8d2c73ca088d77bdcc3e1cb1c08bcf726c5110f44',
    'ntm-antt@1': 'bf7f4397cdf873322bf8944b20298cad7b4a662d7206452085bcd9d9ef0647ff',
    'thi-dua@1': 'af0fa5fa464d338d1fbe112325648c732ae1fee9945681c0787d6804811c0ad5',
  },
}
