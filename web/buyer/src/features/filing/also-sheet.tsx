import { useLanguage } from "@amends/ui/components/language";
import { Sheet } from "@amends/ui/components/sheet";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { Button } from "antd-mobile";
import { useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { OrderDetail, OrderOptions } from "../orders/api/get-order.ts";
import { optionKey } from "../orders/option-key.ts";
import { OrderItem } from "../orders/order-item.tsx";
import type { Candidate } from "./also.ts";
import { FilingFacts } from "./filing-facts.tsx";
import type { Also, FilingSubject } from "./filing-of.ts";
import { ItemFields } from "./item-fields.tsx";
import type { Said } from "./kept-draft.ts";
import { ReasonPicker } from "./reason-picker.tsx";
import { type Named, subjectOf } from "./subject-of.ts";
import type { AlsoAsked } from "./use-also.ts";
import { useDraft } from "./use-draft.ts";

type Props = {
  readonly order: OrderDetail;
  readonly options: OrderOptions;
  readonly asked: AlsoAsked;
  readonly isMethodKnown: boolean;
  readonly onPut: (also: Also) => void;
  readonly onClose: () => void;
};

/** Another item of the order and what is asked for it: one tap chooses both, the next one adds it as it is filled in. */
export const AlsoSheet = ({ order, options, asked, isMethodKnown, onPut, onClose }: Props) => {
  const { also } = useBuyerWords();
  const [named, setNamed] = useState<Named | null>(null);
  const subject = named === null ? null : subjectOf(order, options, named);
  if (subject === null)
    return (
      <Sheet label={also.choose} onClose={onClose}>
        <div className="stack">
          <h2>{also.choose}</h2>
          {asked.candidates.map(candidate => (
            <Ways key={candidate.line.lineNo} candidate={candidate} onChoose={setNamed} />
          ))}
        </div>
      </Sheet>
    );
  return (
    <AlsoDetails
      order={order}
      subject={{ ...subject, pieces: subject.pieces.map(({ line }) => ({ line, left: asked.freeOf(subject) })) }}
      isMethodKnown={isMethodKnown}
      onPut={onPut}
      onBack={() => setNamed(null)}
      onClose={onClose}
    />
  );
};

type WaysProps = { readonly candidate: Candidate; readonly onChoose: (named: Named) => void };

const Ways = ({ candidate: { line, options }, onChoose }: WaysProps) => {
  const { order } = useBuyerWords();
  const { language } = useLanguage();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? options : options.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="stack" aria-label={line.name}>
      <OrderItem line={line} />
      <ul className="options">
        {shown.map(option => {
          const back = totalOf(option.back.map(({ amount }) => amount));
          return (
            <li key={optionKey(option)}>
              <button type="button" className="option" onClick={() => onChoose({ about: String(line.lineNo), option: optionKey(option) })}>
                <strong>{option.name[language]}</strong>
                {back !== null && back.amountMinor > 0n && <span className="quiet">{order.getBackUpTo(formatAmount(back))}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < options.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {order.otherWays(options.length - shown.length)}
        </button>
      )}
    </section>
  );
};

const SHOWN_AT_FIRST = 4;

type DetailsProps = Omit<Props, "options" | "asked"> & { readonly subject: FilingSubject; readonly onBack: () => void };

const AlsoDetails = ({ order, subject, isMethodKnown, onPut, onBack, onClose }: DetailsProps) => {
  const { also, filing } = useBuyerWords();
  const { language } = useLanguage();
  const [said, setSaid] = useState<Said>({});
  const [isChoosingReason, setChoosingReason] = useState(false);
  const draft = useDraft(order, subject, { said, words: "", say: part => setSaid(before => ({ ...before, ...part })) });
  const { filed, terms } = draft;
  const lacking = isMethodKnown && draft.lacking === "method" ? null : draft.lacking;
  const isApart = terms.evidence.consent !== undefined;
  const put = (): void =>
    onPut({
      lineNo: subject.pieces[0]?.line.lineNo ?? 1,
      option: optionKey(subject.option),
      reason: filed.reason,
      quantity: filed.quantity,
      condition: filed.condition,
      damageBasisPoints: filed.damageBasisPoints,
      usedKilometres: filed.usedKilometres,
      replacementSkuId: filed.replacementSkuId,
      differenceBy: isMethodKnown ? null : filed.differenceBy,
    });
  return (
    <>
      <Sheet label={subject.option.name[language]} onClose={onClose}>
        <div className="stack">
          <h2>{subject.option.name[language]}</h2>
          {subject.pieces.map(({ line }) => (
            <OrderItem key={line.lineNo} line={line} />
          ))}
          <FilingFacts draft={draft} isOneLine onChangeReason={() => setChoosingReason(true)} />
          <ItemFields draft={draft} isMethodKnown={isMethodKnown} />
          {isMethodKnown && draft.owed !== null && <p className="quiet">{also.samePayment}</p>}
          {isApart && <p className="quiet">{also.consent}</p>}
          {lacking !== null && <p className="quiet">{filing.lacking[lacking]}</p>}
          <Button block color="primary" size="large" disabled={lacking !== null || isApart} onClick={put}>
            {also.put}
          </Button>
          <button type="button" className="quiet-button" onClick={onBack}>
            {also.back}
          </button>
        </div>
      </Sheet>
      {isChoosingReason && (
        <ReasonPicker reasons={draft.reasons} chosen={filed.reason} onChoose={draft.setReason} onClose={() => setChoosingReason(false)} />
      )}
    </>
  );
};
