// The registry of procedures that ship with this version. A campaign freezes one of them; from then on its dossiers
// follow the frozen copy, never this file.
import type { Procedure } from '../domain/procedure.ts'
import { AN_TOAN } from './an-toan.ts'
import { BAO_CAO_6_THANG, BAO_CAO_DOT_XUAT, BAO_CAO_NAM } from './bao-cao.ts'
import { DAN_VAN_KHEO } from './dan-van-kheo.ts'
import { CONG_AN_KIEU_MAU, KHONG_MA_TUY, NTM_ANTT } from './danh-hieu.ts'
import { DIEN_HINH } from './dien-hinh.ts'
import { KE_HOACH } from './ke-hoach.ts'
import { KHEN_THUONG } from './khen-thuong.ts'
import { CHI, DU_TOAN } from './kinh-phi.ts'
import { MO_HINH, MO_HINH_RA_SOAT } from './mo-hinh.ts'
import { NHIEM_VU } from './nhiem-vu.ts'
import { PHAN_LOAI } from './phan-loai.ts'
import { CAM_KET, HOA_GIAI, KIEN_TOAN, PHAN_ANH, PHOI_HOP } from './so.ts'
import { KIEM_TRA, NGAY_HOI, SU_KIEN } from './su-kien.ts'
import { THI_DUA } from './thi-dua.ts'

/** Every procedure, in the order in which screens list them. */
export const PROCEDURES: readonly Procedure[] = [
  DIEN_HINH,
  AN_TOAN,
  PHAN_LOAI,
  KE_HOACH,
  NHIEM_VU,
  BAO_CAO_6_THANG,
  BAO_CAO_NAM,
  BAO_CAO_DOT_XUAT,
  NGAY_HOI,
  SU_KIEN,
  KIEM_TRA,
  DU_TOAN,
  CHI,
  MO_HINH,
  MO_HINH_RA_SOAT,
  DAN_VAN_KHEO,
  KHEN_THUONG,
  CAM_KET,
  PHOI_HOP,
  KIEN_TOAN,
  PHAN_ANH,
  HOA_GIAI,
  KHONG_MA_TUY,
  CONG_AN_KIEU_MAU,
  NTM_ANTT,
  THI_DUA,
]

/** The shipped procedure of an id, in its newest version; null when there is none. */
export function procedureById(id: string): Procedure | null {
  return PROCEDURES.find((procedure) => procedure.id === id) ?? null
}
