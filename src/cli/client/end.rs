//! `client disable`, `client enable` and `client delete`.

use clap::Args;
use serde_json::json;

use crate::cli::arguments::{Confirmation, StoreArguments};
use crate::cli::exit::{Exit, answer};
use crate::cli::live::Live;
use crate::cli::open::{Opened, no_client};
use crate::model::{ClientId, ClientStatus};
use crate::store::SessionFilter;

/// `wicketgate client disable`
#[derive(Debug, Args)]
pub struct Disable {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    #[command(flatten)]
    confirmation: Confirmation,
}

/// `wicketgate client enable`
#[derive(Debug, Args)]
pub struct Enable {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
}

/// `wicketgate client delete`
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    store: StoreArguments,
    /// The client's id
    client: ClientId,
    #[command(flatten)]
    confirmation: Confirmation,
}

impl Disable {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let (id, name) = (&client.id, &client.name);
        let live = Live::of(&opened, SessionFilter::Client(id.clone())).await?;
        self.confirmation
            .ask(&format!("disable client {id} ({name}) {live}"))?;
        set_status(&opened, id, ClientStatus::Disabled).await?;
        let json = json!({
            "client_id": id.as_str(),
            "status": "disabled",
            "sessions_ended": live.count,
        });
        answer(self.store.json, &json, || {
            format!("client {id} ({name}) disabled; {}\n", live.ended())
        })
    }
}

impl Enable {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let (id, name) = (&client.id, &client.name);
        set_status(&opened, id, ClientStatus::Active).await?;
        let json = json!({ "client_id": id.as_str(), "status": "active" });
        answer(self.store.json, &json, || {
            format!("client {id} ({name}) enabled\n")
        })
    }
}

impl Delete {
    pub(super) async fn run(self) -> Result<(), Exit> {
        let opened = Opened::open(&self.store).await?;
        let client = opened.client(&self.client).await?;
        let (id, name) = (&client.id, &client.name);
        let live = Live::of(&opened, SessionFilter::Client(id.clone())).await?;
        self.confirmation
            .ask(&format!("delete client {id} ({name}) {live}"))?;
        if !opened.store.delete_client(id, opened.now).await? {
            return Err(no_client(id));
        }
        let json = json!({
            "client_id": id.as_str(),
            "deleted": true,
            "sessions_ended": live.count,
        });
        answer(self.store.json, &json, || {
            format!("client {id} ({name}) deleted; {}\n", live.ended())
        })
    }
}

async fn set_status(opened: &Opened, id: &ClientId, status: ClientStatus) -> Result<(), Exit> {
    if opened
        .store
        .set_client_status(id, status, opened.now)
        .await?
    {
        Ok(())
    } else {
        Err(no_client(id))
    }
}
