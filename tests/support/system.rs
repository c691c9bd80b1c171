//! System users and their tokens, as an operator makes them.

use wicketgate::clock::Clock;
use wicketgate::entropy::SystemEntropy;
use wicketgate::model::{
    SystemRole, SystemToken, SystemTokenKind, SystemUser, SystemUserId, WorkspaceId,
};
use wicketgate::store::Created;
use wicketgate::token::mint;
use wicketgate::token::system::{NewSystemToken, make};

use super::Gateway;

/// A token and its text.
pub struct Given {
    pub user: SystemUserId,
    pub token: SystemToken,
    pub text: String,
}

impl Given {
    /// `Authorization`.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.text)
    }
}

/// A permanent token for everything that the tests' routes ask for.
pub fn permanent() -> NewSystemToken {
    NewSystemToken {
        kind: SystemTokenKind::Permanent,
        permissions: "flows:read flows:write".parse().unwrap(),
        ip_allowlist: Vec::new(),
        lifetime: None,
    }
}

/// A temporary one.
pub fn temporary() -> NewSystemToken {
    NewSystemToken {
        kind: SystemTokenKind::Temporary,
        ..permanent()
    }
}

impl Gateway {
    /// A new admin of a workspace.
    pub async fn system_user(&self, workspace: &WorkspaceId) -> SystemUser {
        let (entropy, now) = (SystemEntropy::default(), self.clock.now());
        let id = mint::system_user_id(now, &entropy).unwrap();
        let user = SystemUser {
            name: id.to_string(),
            id,
            workspace_id: workspace.clone(),
            role: SystemRole::Admin,
            permissions: "".parse().unwrap(),
            tokens: Vec::new(),
            created_at: now,
        };
        let created = self.store.create_system_user(&user).await.unwrap();
        assert_eq!(created, Created::Done);
        user
    }

    /// A token that the gate knows.
    pub async fn system_token(&self, asked: NewSystemToken) -> Given {
        self.system_token_in(&self.workspace.id, asked).await
    }

    /// One of another workspace.
    pub async fn system_token_in(&self, workspace: &WorkspaceId, asked: NewSystemToken) -> Given {
        let user = self.system_user(workspace).await;
        self.system_token_of(&user, asked).await
    }

    /// One of this system user.
    pub async fn system_token_of(&self, user: &SystemUser, asked: NewSystemToken) -> Given {
        let (entropy, now) = (SystemEntropy::default(), self.clock.now());
        let made = make(user, asked, &self.roots(), &entropy, now);
        let (token, plain) = made.unwrap();
        let added = self.store.add_system_token(&user.id, &token).await.unwrap();
        assert_eq!(added, Created::Done);
        self.running.tokens.sync(now).await.unwrap();
        Given {
            user: user.id.clone(),
            token,
            text: plain.reveal().to_owned(),
        }
    }
}
