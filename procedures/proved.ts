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
    'dien-hinh@1': '99cf9a287476fef70a3fcf9e425cee1ef38fe5eff877322665689d8587a2ec41',
    'an-toan@1': '5c2680c7c68038769d6ae3fe40b3eec0b533813aa195a244d781dbbb6bf3ecac',
    'phan-loai@1': 'e40f504e3a6be0d1df0e936dd89cb43f8ef260f95d9af12ee98b2ff8a5143b4f',
    'ke-hoach@1': 'bff5825b13c4fb250ada7050e2a15160b7f24e325757e0b60c7a44f1aefd0e0f',
    'nhiem-vu@1': 'd631ae1ab13dccbd60f7d4072961a37e9d591d6177fd6354130978d99e1842e8',
    'bao-cao-6-thang@1': '7e5be34a1814fa5f5922d8858265fd4106a9715a0a9c33dddda13b32568229b2',
    'bao-cao-nam@1': '6d6d8203621beb815efbda962d01bfd8554b8273855e21599b3f381fee408056',
    'bao-cao-dot-xuat@1': 'ed970fd977f268a29e302911749db098a1ce93e6d63f8eecf28b17e3504104df',
    'ngay-hoi@1': '0ec696d169fa0d9aece0c7221bca2c97c7cf86ba9e1d1883c303c50c83d3297c',
    'su-kien@1': '783c46bddc39cdb43815291dba7df7eaf4c527b19517046301bd37f513c12cfd',
    'kiem-tra@1': '8437d9171d686c87a2ced74639bc77330362353dead588b9cb1e8908f47de98c',
    'du-toan@1': '3a30ad55dabafb43ebe506bd63af4f7a6ff4c619bef51dca9893766fd2dae280',
    'chi@1': '4155b5d3e94ec7d0ea534041280caad5419c52f4540a3c09128d2813867eeef4',
    'mo-hinh@1': '661116a2123a6e2eb8729ef9a44b55756bbec2d290921e4b382e7c48fd2350d2',
    'mo-hinh-ra-soat@1': '88ef3e988b963b6b583c3d144e22606a5209b3c30ec9de5a0ae456172f0aaf18',
    'dan-van-kheo@1': '33aae71b2bef10c3898efaa9adcf50a64e5144d02779238bb354614d57754631',
    'khen-thuong@1': '686ed76c356d2e48d3141c5019d73238e1d12f5f66d11f894de39becacd37c9b',
    'cam-ket@1': 'ba905ea0b6b08b87cc911497fec88044e2c91bf171e57a6c9ea1a380d14aff07',
    'phoi-hop@1': '80bcac3d41e30cf68395141b77fdc1bf809781e303bd6a321ae0818f3728cf05',
    'kien-toan@1': '37b84fbaa8168f9c54c506b88b1b40882f563c36766d8e2c1e6e70b917056c55',
    'phan-anh@1': '08b8113d066ec805d5e6fcf9ab6264eb3fd5e03d4142b13e9fa61432ee2149f0',
    'hoa-giai@1': '6cdc6938605671a42ab160997179eb9a67047a5bc6c8a9e3d11cbf12a1d8abd6',
    'khong-ma-tuy@1': '4b34e237ca537e387b753f50cb54ffe549d412ec288b7857c2a8e3b203bfd765',
    'cong-an-kieu-mau@1': '7e68897d44aace8423bb17beecdceb54942c5355d50a03786542749a68d06d60',
    'ntm-antt@1': '29dfbc1384a44dac6eb40dd578d4c92e405bc9bc1275315cc8f08bcf9facf4a3',
    'thi-dua@1': 'e4ecff60c4faad0a98ebc72ea313c773f2a45def4e642aafefc3ccb350d480c8',
  },
}
