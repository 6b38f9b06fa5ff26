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
    'ke-hoach@1': 'b073d8c38537deebd24923b43578db7853c3b0174cb2216e334111bca858d843',
    'nhiem-vu@1': 'e94c1ec5ea3393da4c34764b7585f58b9769fbfb24c413e587d6190b5ec3a7ad',
    'bao-cao-6-thang@1': '89e4180ba4c0de8a2531080b6cb20a473ff7ebc8427b18122ab7db06ce5b0081',
    'bao-cao-nam@1': '8684cf188fe7a9a77cba5756992f93a336a6759051ce35e93432f18b66be878b',
    'bao-cao-dot-xuat@1': 'ed970fd977f268a29e302911749db098a1ce93e6d63f8eecf28b17e3504104df',
    'ngay-hoi@1': 'c2dc2e4fc019e2cb41023918c68d06986c49bfa813f4e62c289a449a160009a6',
    'su-kien@1': 'ceca5b95b48c2d0841ef2bca6273bda17fad672ce4141f6630abc494db82c5c8',
    'kiem-tra@1': 'f6ddc19bbc5e9d8b9998c436b8f28cab1ddff25c758c2b63797b4e2127601ddd',
    'du-toan@1': '3d810ab2ee846c43ea84852f97cd71c1ece450ed1e7f10c9a6482e6bfd5fb6a1',
    'chi@1': '41933b02445c9171af175b326d10d8b59659b9638acaeec814d5ae4815cd9a8e',
    'mo-hinh@1': '661116a2123a6e2eb8729ef9a44b55756bbec2d290921e4b382e7c48fd2350d2',
    'mo-hinh-ra-soat@1': '88ef3e988b963b6b583c3d144e22606a5209b3c30ec9de5a0ae456172f0aaf18',
    'dan-van-kheo@1': '33aae71b2bef10c3898efaa9adcf50a64e5144d02779238bb354614d57754631',
    'khen-thuong@1': '825c9a912bbe8893c7c7c20a8b9295273484ba029f0131c3a2a7eaaa70b0a956',
    'cam-ket@1': 'ba905ea0b6b08b87cc911497fec88044e2c91bf171e57a6c9ea1a380d14aff07',
    'phoi-hop@1': '80bcac3d41e30cf68395141b77fdc1bf809781e303bd6a321ae0818f3728cf05',
    'kien-toan@1': 'f443c0298c9fbdb2c8101cc7f73f38f0be28db45a45cdcd7250b1783f87fc1ac',
    'phan-anh@1': '9e9bc3401efc9d785db9a63986d3e568e4c60c187c8d5e807a1b03e85594eebe',
    'hoa-giai@1': 'fcd01711486b40cd84915126c845550d27fb8583a72d3c8ab4450cbe51756535',
    'khong-ma-tuy@1': '3edf5e125c4cf8abc0e78fe49afdf8f0452e8b02c4f58c1313a24c646b933b08',
    'cong-an-kieu-mau@1': 'a02e98ff11b868e0f2c0d7942dbcb7fd58cc5d881206ca3e3b21d6cadb1be6db',
    'ntm-antt@1': 'bf7f4397cdf873322bf8944b20298cad7b4a662d7206452085bcd9d9ef0647ff',
    'thi-dua@1': 'e4ecff60c4faad0a98ebc72ea313c773f2a45def4e642aafefc3ccb350d480c8',
  },
}
