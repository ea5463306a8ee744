import { useWords } from "@amends/ui/components/language";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRole } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";
import { RecordParcel } from "../features/stray-parcel/record-parcel.tsx";
import { StrayParcelList } from "../features/stray-parcel/stray-parcel-list.tsx";
import { en, zh } from "../features/stray-parcel/stray-parcel-words.ts";

export const StrayParcelsPage = () => {
  const words = useWords({ zh, en });
  const role = useRole();
  const { list = "waiting" } = useSearch({ from: "/desk/stray-parcels" });
  const navigate = useNavigate();
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      {mayCall("recordStrayParcel", role) && <RecordParcel />}
      <StrayParcelList
        key={list}
        status={list}
        onStatus={to => void navigate({ to: "/stray-parcels", search: to === "settled" ? { list: to } : {}, replace: true })}
      />
    </main>
  );
};
