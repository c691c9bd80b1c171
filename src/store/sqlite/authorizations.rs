//! Grants and what leads to them, and the sessions that only the authorization server makes.

use async_trait::async_trait;

use super::{SqliteStore, assertions, codes, devices, grants, sessions};
use crate::model::authorization::DeviceDecision;
use crate::model::{
    AuthorizationCode, ClientId, DeviceAuthorization, EndReason, Grant, GrantId, Lifetime,
    NewAuthorizationCode, NewSession, PushedRequest, Session, SessionId, Timestamp, TokenHash,
};
use crate::store::{
    AuthorizationStore, CodeIssued, CodeSpend, Created, DevicePoll, GrantFilter, Rotation,
    StoreError,
};

#[async_trait]
impl AuthorizationStore for SqliteStore {
    async fn put_authorization_code(
        &self,
        code: &NewAuthorizationCode,
        new_grant: &GrantId,
    ) -> Result<CodeIssued, StoreError> {
        let (code, new_grant) = (code.clone(), new_grant.clone());
        self.writer
            .write(move |c| codes::put(c, &code, &new_grant))
            .await
    }

    async fn authorization_code(
        &self,
        hash: &TokenHash,
    ) -> Result<Option<AuthorizationCode>, StoreError> {
        let hash = *hash;
        self.reader.read(move |c| codes::one(c, &hash)).await
    }

    async fn redeem_code(
        &self,
        hash: &TokenHash,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<CodeSpend, StoreError> {
        let (hash, session) = (*hash, session.clone());
        self.writer
            .write(move |c| codes::redeem(c, &hash, &session, now))
            .await
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, StoreError> {
        let id = id.clone();
        self.reader.read(move |c| grants::one(c, &id)).await
    }

    async fn grants(&self, which: &GrantFilter, limit: usize) -> Result<Vec<Grant>, StoreError> {
        let which = which.clone();
        self.reader
            .read(move |c| grants::some(c, &which, limit))
            .await
    }

    async fn end_grants(
        &self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let which = which.clone();
        self.writer
            .write(move |c| grants::end(c, &which, reason, now))
            .await
    }

    async fn create_session(&self, session: &Session) -> Result<Created, StoreError> {
        let session = session.clone();
        self.writer
            .write(move |c| sessions::create_alone(c, &session))
            .await
    }

    async fn extend_session(
        &self,
        id: &SessionId,
        presented: u64,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        let id = id.clone();
        self.writer
            .write(move |c| sessions::extend(c, &id, presented, idle, now))
            .await
    }

    async fn put_pushed_request(&self, request: &PushedRequest) -> Result<Created, StoreError> {
        let request = request.clone();
        self.writer
            .write(move |c| codes::put_pushed(c, &request))
            .await
    }

    async fn pushed_request(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<PushedRequest>, StoreError> {
        let hash = *hash;
        self.reader
            .read(move |c| codes::pushed(c, &hash, now))
            .await
    }

    async fn put_device(&self, device: &DeviceAuthorization) -> Result<Created, StoreError> {
        let device = device.clone();
        self.writer.write(move |c| devices::put(c, &device)).await
    }

    async fn device_by_user_code(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        let user_code = user_code.to_owned();
        self.reader
            .read(move |c| devices::pending(c, &user_code, now))
            .await
    }

    async fn decide_device(
        &self,
        user_code: &str,
        decision: &DeviceDecision,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (user_code, decision) = (user_code.to_owned(), decision.clone());
        self.writer
            .write(move |c| devices::decide(c, &user_code, &decision, now))
            .await
    }

    async fn poll_device(
        &self,
        hash: &TokenHash,
        client: &ClientId,
        session: &NewSession,
        new_grant: &GrantId,
        now: Timestamp,
    ) -> Result<DevicePoll, StoreError> {
        let (hash, client, session) = (*hash, client.clone(), session.clone());
        let new_grant = new_grant.clone();
        self.writer
            .write(move |c| devices::poll(c, &hash, &client, &session, &new_grant, now))
            .await
    }

    async fn note_assertion(
        &self,
        client: &ClientId,
        jti: &TokenHash,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let (client, jti) = (client.clone(), *jti);
        self.writer
            .write(move |c| assertions::note(c, &client, &jti, expires_at))
            .await
    }
}
